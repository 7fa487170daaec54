/**
 * Namecheap's XML API. Facts and doubts are in docs/ca-namecheap.md. Uses {@code ca} and nothing else of the service.
 * Invariant: credentials go into the body of a POST, never into the URL that the same API would take them from.
 */
package sslorders.ca.namecheap;
