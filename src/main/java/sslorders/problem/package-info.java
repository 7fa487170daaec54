/**
 * Error types and their one mapping to RFC 9457 problem documents. Every package may use {@link
 * sslorders.problem.ErrorType} and {@link sslorders.problem.RefusedException}; this one uses {@code config} alone. Invariant: what
 * is not mapped here leaves the service as a 500 that says a trace id and nothing else.
 */
package sslorders.problem;
