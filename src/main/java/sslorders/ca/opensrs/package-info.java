/**
 * Adapter for OpenSRS, the reseller API of Tucows; see docs/ca-opensrs.md. Uses only {@code ca}. Invariant: the bytes that are sent are
 * exactly the bytes that were signed.
 */
package sslorders.ca.opensrs;
