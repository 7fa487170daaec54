package sslorders.webhook;

import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The receivers of all configured endpoints, by the endpoint's name. */
@Singleton
class Receivers {
    private final Map<String, Receiver> byName = new TreeMap<>();

    Receivers(
            Vertx vertx,
            WebhookEndpoints endpoints,
            TlsConfigurationRegistry tls,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        ReceiverAddresses addresses = new ReceiverAddresses(InetAddress::getAllByName);
        for (WebhookEndpoint endpoint : endpoints.all()) {
            HttpClientOptions options = new HttpClientOptions();
            tls(endpoint, tls).ifPresent(found -> TlsConfigUtils.configure(options, found));
            WebhookTransport transport =
                    new WebhookTransport(vertx, options, endpoint, addresses, "ssl-orders/" + version, clock);
            byName.put(endpoint.name(), new Receiver(endpoint, transport, new CallPermits(endpoint.maxConcurrent())));
        }
    }

    /** Returns the receiver of an endpoint; empty if the endpoint is not configured. */
    Optional<Receiver> find(String endpoint) {
        return Optional.ofNullable(byName.get(endpoint));
    }

    /** For all new connections, uses the certificates that Quarkus has reloaded. */
    void renewed(@Observes CertificateUpdatedEvent event) {
        byName.values().stream()
                .filter(receiver -> receiver.endpoint()
                        .tlsConfigurationName()
                        .filter(event.name()::equals)
                        .isPresent())
                .forEach(receiver ->
                        receiver.transport().renew(event.tlsConfiguration().getSSLOptions()));
    }

    private static Optional<TlsConfiguration> tls(WebhookEndpoint endpoint, TlsConfigurationRegistry tls) {
        return endpoint.tlsConfigurationName()
                .map(name -> tls.get(name)
                        .orElseThrow(() -> endpoint.wrong(
                                "tls-configuration-name",
                                "the TLS configuration quarkus.tls." + name + " does not exist")));
    }
}
