/**
 * The edge of the API: request filters, JSON rules, exception mappers, and the one mapping of error types to RFC 9457
 * problems. Rooms above use its annotations and documents; it uses {@code error}, {@code database} and the libraries.
 * Invariant: every response of 400 and above is a problem document, and an error that is not mapped shows a trace ID and
 * nothing else.
 */
package sslorders.http;
