/**
 * Adapter for Enom's XML API; see docs/ca-enom.md. Uses only {@code ca}. Invariant: credentials are sent in the body of a POST, never
 * in the URL, although the API accepts both.
 */
package sslorders.ca.enom;
