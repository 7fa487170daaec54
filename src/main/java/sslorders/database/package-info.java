/**
 * Access to PostgreSQL below the entities: statements on the pool's connections, and their failures. Every package may use it; it
 * uses none. Invariant: each connection returns to the pool, and no transaction stays open.
 */
package sslorders.database;
