/**
 * Defines the error types, the exception that carries them, the errors of single values, and the texts of all of them in each
 * language. Every package of a higher layer may use this package, which uses only {@code text}. Invariant: this package is
 * independent of HTTP, and the detail of an exception can be sent to the client.
 */
package sslorders.error;
