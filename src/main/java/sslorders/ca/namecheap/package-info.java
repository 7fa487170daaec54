/**
 * Adapter for Namecheap's XML API; see docs/ca-namecheap.md. Uses only {@code ca}. Invariant: credentials are sent in the body of a
 * POST, never in the URL, although the API accepts both.
 */
package sslorders.ca.namecheap;
