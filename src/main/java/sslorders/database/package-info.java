/**
 * The sessions of the database: their settings, their check at the start, statements outside of Hibernate, the connections of
 * migrations, and which failures mean that the database is unavailable. Every room above may use it; it uses no other room. Invariant: the service does not
 * start with sessions whose isolation breaks the limits of resends.
 */
package sslorders.database;
