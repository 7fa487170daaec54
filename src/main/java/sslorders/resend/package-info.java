/**
 * The fulfillment e-mail of an order: its preview, the resend with its validation and limits, the relay that carries it to
 * its CA, and the history. May use {@code order}, {@code ca}, {@code account}, {@code admission},
 * {@code config}, {@code log} and {@code problem}; nothing uses it.
 * Invariants: a resend and its wake-up call are in the database before its CA is called, no transaction is open while a CA
 * is, and what may have been executed is not asked again.
 */
package sslorders.resend;
