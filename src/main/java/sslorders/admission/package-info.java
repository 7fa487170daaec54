/**
 * Limits work in progress: the requests, one account's share of the requests and database connections, and the memory of unread
 * responses. Only {@code resend} and {@code erasure} may use this package. It uses {@code account}, {@code http}, {@code error} and {@code config}.
 * Invariant: a replica at its limit rejects requests immediately with 503, before they use a thread or a database connection.
 */
package sslorders.admission;
