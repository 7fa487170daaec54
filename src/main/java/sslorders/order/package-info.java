/**
 * Orders: their capture, the list with its cursor, and the table. May use {@code account}, {@code problem} and, to know
 * which CAs there are, {@code ca}. Invariant: every finder takes the account first, so no query can reach another
 * account's orders.
 */
package sslorders.order;
