/**
 * Owns the pauses of CAs: their table, the copy that each replica holds in memory, their metrics, and the list of CAs for portals. The
 * package {@code resend} and the packages above it may use this package. It uses {@code account}, {@code ca}, {@code database},
 * {@code error} and {@code http}. Invariant: a replica that cannot read the database keeps the pauses that it read last.
 */
package sslorders.pause;
