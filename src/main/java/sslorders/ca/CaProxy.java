package sslorders.ca;

import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * The proxy for calls to CAs and their token endpoints. The first configured source is used: {@code
 * quarkus.rest-client.proxy-address}, {@code quarkus.rest-client.proxy-configuration-name}, {@code quarkus.proxy}, or the system
 * properties of the JDK. The first two are supported because release 1.0.0 used the REST client.
 */
record CaProxy(
        String host,
        int port,
        ProxyType type,
        Optional<String> username,
        Optional<String> password,
        List<String> nonProxyHosts) {
    private static final String PREFIX = "quarkus.rest-client.";

    /** The host value that disables the proxy. With this value, the later sources are ignored. */
    private static final String NONE = "none";

    /** The hosts that the JDK calls without a proxy by default. */
    private static final String LOCAL = "localhost|127.*|[::1]";

    /**
     * Returns the proxy for calls to a URL; empty if none is configured.
     *
     * @throws ConfigurationException if the address of the proxy has no host or no port; the message contains the key
     */
    static Optional<CaProxy> of(Config config, ProxyConfigurationRegistry registry, URI url) {
        return ofRestClient(config)
                .or(() -> registry.get(config.getOptionalValue(PREFIX + "proxy-configuration-name", String.class))
                        .map(CaProxy::of))
                .or(() -> HttpTransport.isTls(url) ? ofSystem("https", "443") : Optional.empty())
                .or(() -> ofSystem("http", "80"))
                .filter(proxy -> !NONE.equals(proxy.host()));
    }

    /** Returns the proxy that is configured for one CA. It is used for every host. */
    static CaProxy of(CaConfig.ProxyConfig proxy) {
        return new CaProxy(proxy.host(), proxy.port(), ProxyType.HTTP, proxy.user(), proxy.password(), List.of());
    }

    void configure(HttpClientOptions options, Timeouts timeouts) {
        ProxyOptions proxy =
                new ProxyOptions().setHost(host).setPort(port).setType(type).setConnectTimeout(timeouts.connect());
        username.ifPresent(proxy::setUsername);
        password.ifPresent(proxy::setPassword);
        options.setProxyOptions(proxy);
        nonProxyHosts.forEach(options::addNonProxyHost);
    }

    private static Optional<CaProxy> ofRestClient(Config config) {
        return config.getOptionalValue(PREFIX + "proxy-address", String.class).map(address -> {
            int colon = NONE.equals(address) ? -1 : address.lastIndexOf(':');
            if (colon < 1 && !NONE.equals(address)) {
                throw new ConfigurationException(PREFIX + "proxy-address: must have the form host:port");
            }
            return new CaProxy(
                    colon < 0 ? NONE : address.substring(0, colon),
                    colon < 0 ? 0 : port(PREFIX + "proxy-address", address.substring(colon + 1)),
                    ProxyType.HTTP,
                    config.getOptionalValue(PREFIX + "proxy-user", String.class),
                    config.getOptionalValue(PREFIX + "proxy-password", String.class),
                    hosts(config.getOptionalValue(PREFIX + "non-proxy-hosts", String.class)));
        });
    }

    private static CaProxy of(ProxyConfiguration proxy) {
        return new CaProxy(
                proxy.host(),
                proxy.port(),
                ProxyType.valueOf(proxy.type().name()),
                proxy.username(),
                proxy.password(),
                proxy.nonProxyHosts().orElse(List.of()));
    }

    private static Optional<CaProxy> ofSystem(String scheme, String defaultPort) {
        return system(scheme + ".proxyHost")
                .map(host -> new CaProxy(
                        host,
                        port(
                                scheme + ".proxyPort",
                                system(scheme + ".proxyPort").orElse(defaultPort)),
                        ProxyType.HTTP,
                        system(scheme + ".proxyUser"),
                        system(scheme + ".proxyPassword"),
                        // The JDK has one list for both schemes. The REST client had a list per scheme.
                        hosts(system(scheme + ".nonProxyHosts")
                                .or(() -> system("http.nonProxyHosts"))
                                .or(() -> Optional.of(LOCAL)))));
    }

    private static Optional<String> system(String property) {
        return Optional.ofNullable(System.getProperty(property)).filter(value -> !value.isBlank());
    }

    private static List<String> hosts(Optional<String> list) {
        return list.stream()
                .flatMap(hosts -> Stream.of(hosts.split("\\|")))
                .filter(host -> !host.isBlank())
                .toList();
    }

    private static int port(String key, String port) {
        try {
            return Integer.parseInt(port.strip());
        } catch (NumberFormatException e) {
            throw new ConfigurationException(key + ": the proxy port must be an integer");
        }
    }

    /** Omits the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
