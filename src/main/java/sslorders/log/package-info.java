/**
 * Controls the content of the log: the MDC entries and traces that correlate lines, and the mask for messages of libraries. Every
 * package of a higher layer may use this package. It uses {@code database} and {@code text}. Invariant: no log line contains an e-mail
 * address or a token.
 */
package sslorders.log;
