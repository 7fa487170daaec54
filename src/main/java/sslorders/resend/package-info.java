/**
 * The fulfillment e-mail of an order: its preview, the resend with its validation, and what was resent. May use {@code
 * order}, {@code ca}, {@code account} and {@code problem}; nothing uses it. Invariants: a resend is in the database
 * before its CA is called, and no transaction is open while a CA is.
 */
package sslorders.resend;
