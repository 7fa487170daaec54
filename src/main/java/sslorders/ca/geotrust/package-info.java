/**
 * Adapter for the partner API of GeoTrust and Symantec; see docs/ca-geotrust.md. Uses only {@code ca}. Invariant: the success code is
 * 0, unlike in {@code trustico}.
 */
package sslorders.ca.geotrust;
