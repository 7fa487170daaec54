/**
 * The parts that the service needs, for the tests and for {@code make run}: PostgreSQL, an OIDC server and a stub CA.
 * Each part has one class. The sandbox runs the packaged jar with them.
 */
package sslorders.sandbox;
