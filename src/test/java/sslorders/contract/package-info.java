/** Holds the service against {@code openapi.yaml}: every exchange of the tests, every endpoint, and the document itself. */
package sslorders.contract;
