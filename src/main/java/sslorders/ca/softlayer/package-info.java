/**
 * The API of SoftLayer, the cloud whose portal this service is modelled on. Facts and doubts are in docs/ca-softlayer.md.
 * Uses {@code ca} and nothing else of the service. Invariant: only {@code true}, and nothing else, is a success.
 */
package sslorders.ca.softlayer;
