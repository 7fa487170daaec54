package sslorders.webhook;

/**
 * The parts of this replica that call one endpoint.
 *
 * @param endpoint the settings
 * @param transport makes the calls
 * @param permits limits the concurrent calls
 */
record Receiver(WebhookEndpoint endpoint, WebhookTransport transport, CallPermits permits) {}
