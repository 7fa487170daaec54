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
 * The proxy that CAs and their token endpoints are called through, if there is one. Sources, the first that is configured
 * wins: {@code quarkus.rest-client.proxy-address}, {@code quarkus.rest-client.proxy-configuration-name}, {@code
 * quarkus.proxy}, the system properties of the JDK. The first two are those of the REST client of release 1.0.0.
 */
record CaProxy(
        String host,
        int port,
        ProxyType type,
        Optional<String> username,
        Optional<String> password,
        List<String> nonProxyHosts) {
    private static final String PREFIX = "quarkus.rest-client.";

    /** As the value of a proxy's host: there is none, whatever other sources say. */
    private static final String NONE = "none";

    /** What the JDK itself calls without a proxy. */
    private static final String LOCAL = "localhost|127.*|[::1]";

    /**
     * The proxy for calls to that URL.
     *
     * @throws ConfigurationException if the address of the proxy has no host or port, naming the key
     */
    static Optional<CaProxy> of(Config config, ProxyConfigurationRegistry registry, URI url) {
        return ofRestClient(config)
                .or(() -> registry.get(config.getOptionalValue(PREFIX + "proxy-configuration-name", String.class))
                        .map(CaProxy::of))
                .or(() -> HttpTransport.isTls(url) ? ofSystem("https", "443") : Optional.empty())
                .or(() -> ofSystem("http", "80"))
                .filter(proxy -> !NONE.equals(proxy.host()));
    }

    /** The proxy of one CA, which is used for every host. */
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
                        // The JDK has one list for both schemes; the REST client had one for each.
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

    /** Says nothing of the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
