/**
 * Adapter for the API of SoftLayer, the cloud whose portal is the model for this service; see docs/ca-softlayer.md. Uses only {@code
 * ca}. Invariant: only the body {@code true} is a success.
 */
package sslorders.ca.softlayer;
