/** Checks the exchanges of the tests, the endpoints and the document against the rules of {@code openapi.yaml}. */
package sslorders.contract;
