/**
 * Enom's XML API. Facts and open questions are in docs/ca-enom.md. Uses {@code ca} and nothing else of the service. Invariant:
 * credentials go into the body of a POST, never into the URL that other clients of this API use.
 */
package sslorders.ca.enom;
