/**
 * Orders: their capture, the import, the list and the table. {@code resend} may use it; it uses {@code account}, {@code
 * paging}, {@code http}, {@code database}, {@code error} and, to know which CAs are configured, {@code ca}. Invariant: every
 * finder takes the account first, so no query can reach another account's orders.
 */
package sslorders.order;
