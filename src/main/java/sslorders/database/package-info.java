/**
 * Owns database sessions: their settings and their check at startup, statements outside of Hibernate, connections of migrations,
 * and the detection of an unavailable database. Every package of a higher layer may use this package, which uses no other
 * package. Invariant: the service does not start if the isolation level of its sessions would break the limits of resends.
 */
package sslorders.database;
