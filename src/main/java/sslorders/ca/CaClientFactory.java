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

/** Makes the clients of adapters: with the timeouts, the TLS and the tokens that are configured for each CA. */
@Singleton
public class CaClientFactory {
    /** Far more than a reply needs, the history of GoDaddy's mails aside, which are no larger than a mail is. */
    private static final int LARGEST_REPLY = 1024 * 1024;

    /** Eight times the longest token. */
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
     * A client for one CA; it opens no connection yet.
     *
     * @throws ConfigurationException if the TLS configuration of that name is not there
     */
    public CaClient client(CaSettings settings, Authorization authorization) {
        return new CaClient(
                transport(settings, settings.url(), LARGEST_REPLY),
                authorization,
                new CallRate(settings.callsPerMinute()));
    }

    /**
     * A bearer token: the credential {@code token}, or one from the configured OAuth2 endpoint.
     *
     * @throws ConfigurationException if neither is configured, or both
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

    /** Certificates that Quarkus has loaded again are used for the connections from now on. */
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
