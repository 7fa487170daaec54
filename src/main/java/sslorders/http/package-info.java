/**
 * Owns the HTTP layer: request filters, JSON rules, exception mappers, and the mapping of error types to problem documents (RFC
 * 9457). Packages of higher layers use its annotations and documents. It uses {@code error}, {@code database} and {@code config}.
 * Invariant: every response with a status of 400 or above is a problem document. The problem of an unexpected error contains a
 * trace ID and no other details.
 */
package sslorders.http;
