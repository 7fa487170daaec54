/**
 * Defines the error types, the exception that carries them, and the errors of single values. Every package of a higher layer may
 * use this package, which uses only {@code text}. Invariant: this package is independent of HTTP, and the detail of an exception
 * can be sent to the client.
 */
package sslorders.error;
