/**
 * Adapter for the text API of CentralNic Reseller, formerly HEXONET; see docs/ca-ispapi.md. Uses only {@code ca}. Invariant: no value
 * of a command contains a line break, because a line break would add another parameter.
 */
package sslorders.ca.ispapi;
