package sslorders.ca;

import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates the clients of adapters, with the timeouts, TLS settings and credentials that are configured for each CA. */
@Singleton
public class CaClientFactory {
    /**
     * The maximum size of a response body in bytes. No known response is larger; GoDaddy's mail history is read without
     * the text of the e-mails.
     */
    private static final int LARGEST_REPLY = 1024 * 1024;

    /** The maximum size of a token response in bytes: eight times the longest supported token. */
    private static final int LARGEST_TOKEN_REPLY = 64 * 1024;

    private final Vertx vertx;
    private final InstantSource clock;
    private final Config config;
    private final TlsConfigurationRegistry tls;
    private final ProxyConfigurationRegistry proxies;
    private final String userAgent;
    private final Map<String, List<HttpTransport>> byTls = new ConcurrentHashMap<>();

    CaClientFactory(
            Vertx vertx,
            InstantSource clock,
            Config config,
            TlsConfigurationRegistry tls,
            ProxyConfigurationRegistry proxies,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.vertx = vertx;
        this.clock = clock;
        this.config = config;
        this.tls = tls;
        this.proxies = proxies;
        this.userAgent = "ssl-orders/" + version;
    }

    /**
     * Creates a client for one CA. It does not open a connection yet.
     *
     * @throws ConfigurationException if the TLS registry has no entry with the configured name
     */
    public CaClient client(CaSettings settings, Authorization authorization) {
        return new CaClient(
                transport(settings, settings.url(), LARGEST_REPLY),
                authorization,
                settings.connections().rate());
    }

    /**
     * Returns a bearer token: the credential {@code token}, or a token of the configured OAuth2 endpoint.
     *
     * @throws ConfigurationException unless exactly one of them is configured
     */
    public Authorization bearer(CaSettings settings) {
        Optional<String> token = settings.optionalCredential("token");
        Optional<CaConfig.OauthConfig> oauth = settings.oauth();
        if (token.isPresent() == oauth.isPresent()) {
            throw settings.wrong(
                    "credentials.token",
                    "set either this credential or oauth.token-url with its settings, but not both");
        }
        return token.map(value -> Authorization.fixed("Bearer " + value))
                .orElseGet(() -> oauthToken(settings, oauth.orElseThrow()));
    }

    private Authorization oauthToken(CaSettings settings, CaConfig.OauthConfig oauth) {
        return new OauthToken(transport(settings, oauth.tokenUrl(), LARGEST_TOKEN_REPLY), oauth, clock);
    }

    private HttpTransport transport(CaSettings settings, URI url, int largestReply) {
        return settings.connections().transport(url, () -> newTransport(settings, url, largestReply));
    }

    private HttpTransport newTransport(CaSettings settings, URI url, int largestReply) {
        Timeouts timeouts = Timeouts.of(settings, HttpTransport.isTls(url));
        HttpClientOptions options = new HttpClientOptions();
        Optional<TlsConfiguration> tlsConfiguration = tls(settings);
        tlsConfiguration.ifPresent(found -> TlsConfigUtils.configure(options, found));
        settings.proxy()
                .map(CaProxy::of)
                .or(() -> CaProxy.of(config, proxies, url))
                .ifPresent(proxy -> proxy.configure(options, timeouts));
        HttpTransport transport = new HttpTransport(
                vertx, options, url, timeouts, settings.maxConcurrent(), largestReply, userAgent, clock);
        settings.tlsConfigurationName()
                .ifPresent(name -> byTls.computeIfAbsent(name, first -> new CopyOnWriteArrayList<>())
                        .add(transport));
        return transport;
    }

    /** For all new connections, uses the certificates that Quarkus has reloaded. */
    void renewed(@Observes CertificateUpdatedEvent event) {
        byTls.getOrDefault(event.name(), List.of())
                .forEach(transport -> transport.renew(event.tlsConfiguration().getSSLOptions()));
    }

    private Optional<TlsConfiguration> tls(CaSettings settings) {
        return settings.tlsConfigurationName()
                .map(name -> tls.get(name)
                        .orElseThrow(() -> settings.wrong(
                                "tls-configuration-name",
                                "the TLS configuration quarkus.tls." + name + " does not exist")));
    }
}
