/**
 * The text API of CentralNic Reseller, formerly HEXONET. Facts and open questions are in docs/ca-ispapi.md. Uses {@code ca} and
 * nothing else of the service. Invariant: no value of a command has a line break, which would begin another parameter.
 */
package sslorders.ca.ispapi;
