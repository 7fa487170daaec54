/**
 * Adapter for Trustico's reseller API; see docs/ca-trustico.md. Uses only {@code ca}. Invariant: the success code is 1, unlike in
 * {@code geotrust}.
 */
package sslorders.ca.trustico;
