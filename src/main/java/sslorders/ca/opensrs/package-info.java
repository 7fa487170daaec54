/**
 * OpenSRS, the reseller API of Tucows. Facts and doubts are in docs/ca-opensrs.md. Uses {@code ca} and nothing else of the
 * service. Invariant: what is sent is, byte for byte, what was signed.
 */
package sslorders.ca.opensrs;
