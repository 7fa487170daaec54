/**
 * Azure App Service Certificates. Facts and doubts are in docs/ca-azure.md. Uses {@code ca} and nothing else of the service.
 * Invariant: only a 204 is a success.
 */
package sslorders.ca.azure;
