/**
 * The real parts that the service needs, for the tests and for {@code make run}: a PostgreSQL, an OIDC server and a stub
 * CA, one class each; and the sandbox, which runs the packaged jar beside them.
 */
package sslorders.sandbox;
