/**
 * The partner API of GeoTrust and Symantec. Facts and doubts are in docs/ca-geotrust.md. Uses {@code ca} and nothing else
 * of the service. Invariant: 0 is a success here, the reverse of {@code trustico}.
 */
package sslorders.ca.geotrust;
