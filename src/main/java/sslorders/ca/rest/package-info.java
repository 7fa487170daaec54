/**
 * Adapter for {@code rest}, the service's own JSON dialect, for CAs behind a gateway that implements it, and for the sandbox. Uses only
 * {@code ca}. Invariant: the adapter stores only the reference of a response body, and logs none of it.
 */
package sslorders.ca.rest;
