/**
 * Trustico's reseller API. Facts and doubts are in docs/ca-trustico.md. Uses {@code ca} and nothing else of the service.
 * Invariant: 1 is a success here and 0 a failure, the reverse of {@code geotrust}.
 */
package sslorders.ca.trustico;
