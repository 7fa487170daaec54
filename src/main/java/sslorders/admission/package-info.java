/**
 * Bounds on work in progress: requests, one account's share of them and of the database, and the memory of responses that
 * clients have not read. {@code resend} may use it; it uses {@code account}, {@code http}, {@code error} and the libraries.
 * Invariant: a request that does not fit is rejected at once with 503 or 429, before it costs a thread or a connection.
 */
package sslorders.admission;
