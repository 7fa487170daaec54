/**
 * What can go wrong with a request: the error types, the one exception that carries them, and the errors of single values.
 * Every room above may use it; it uses the library {@code text} only. Invariant: nothing here knows HTTP, and the detail of an
 * exception is fit to be sent to the client.
 */
package sslorders.error;
