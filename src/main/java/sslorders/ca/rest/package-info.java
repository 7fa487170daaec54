/**
 * Adapter for {@code rest}, the service's own JSON dialect. It is used for the sandbox and for CAs behind a gateway that implements the
 * dialect. Uses only {@code ca}. Invariant: the adapter stores only the reference in a response body, and logs no part of the body.
 */
package sslorders.ca.rest;
