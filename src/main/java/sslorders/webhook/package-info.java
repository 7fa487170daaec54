/**
 * Delivers events to the endpoints of receivers (webhooks): endpoints, signatures, calls, retries and redelivery. Invariants: the
 * statement that writes an event also writes its deliveries. Without a configured endpoint, there is no delivery, thread or metric. A
 * call connects only to an address that it has checked, and follows no redirect.
 */
package sslorders.webhook;
