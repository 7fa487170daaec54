/**
 * Adapter for Azure App Service Certificates; see docs/ca-azure.md. Uses only {@code ca}. Invariant: only a 204 is a success.
 */
package sslorders.ca.azure;
