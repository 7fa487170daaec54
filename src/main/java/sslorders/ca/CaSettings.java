package sslorders.ca;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sslorders.config.ConfigCheck;

/**
 * The validated settings of one CA for its adapter. This class tracks the keys that the dialect reads. A credential or option that the
 * dialect does not read is likely a misspelled name, and prevents the startup.
 */
public final class CaSettings {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String name;
    private final CaConfig.Entry entry;
    private final Duration readTimeout;
    private final CaConnections connections;
    private final Map<String, String> renewed;
    private final Set<String> readKeys = new HashSet<>();

    /**
     * @throws ConfigurationException if a URL or the proxy is invalid; the message contains the key
     */
    CaSettings(String name, CaConfig.Entry entry, Dialect dialect) {
        this.name = name;
        this.entry = entry;
        this.readTimeout = entry.readTimeout().orElseGet(dialect::readTimeout);
        this.connections = new CaConnections(entry.callsPerMinute());
        this.renewed = Map.of();
        checkUrl("url", entry.url());
        checkPath(dialect.path());
        entry.oauth().ifPresent(oauth -> checkUrl("oauth.token-url", oauth.tokenUrl()));
        entry.proxy().ifPresent(proxy -> {
            if (proxy.host().isBlank()) {
                throw wrong("proxy.host", "must not be blank");
            }
            if (proxy.port() < 1 || proxy.port() > 65_535) {
                throw wrong("proxy.port", "must be from 1 to 65535");
            }
            if (proxy.user().isPresent() != proxy.password().isPresent()) {
                throw wrong("proxy.user", "must be set together with proxy.password");
            }
        });
    }

    private CaSettings(CaSettings other, Map<String, String> renewed) {
        this.name = other.name;
        this.entry = other.entry;
        this.readTimeout = other.readTimeout;
        this.connections = other.connections;
        this.renewed = renewed;
    }

    /**
     * Returns these settings with other credentials, and with the same connections.
     *
     * @param values the new values by property, such as {@code credentials.token} or {@code oauth.client-secret}
     */
    CaSettings with(Map<String, String> values) {
        return new CaSettings(this, values);
    }

    /** Returns the configured name of the CA, which is also used in orders and logs. */
    public String name() {
        return name;
    }

    /**
     * Returns the base URL. It is absolute, has no query, fragment or user, and uses {@code https} unless the host is the loopback
     * host.
     */
    public URI url() {
        return entry.url();
    }

    /**
     * Returns a required credential.
     *
     * @throws ConfigurationException if it is not configured; the message contains its key
     */
    public String credential(String credential) {
        return optionalCredential(credential).orElseThrow(() -> wrong("credentials." + credential, "is required"));
    }

    /** Returns an optional credential. */
    public Optional<String> optionalCredential(String credential) {
        return value("credentials.", entry.credentials(), credential);
    }

    /** Returns an optional dialect-specific option. */
    public Optional<String> option(String option) {
        return value("options.", entry.options(), option);
    }

    /**
     * Returns a dialect-specific option that has no sensible default.
     *
     * @throws ConfigurationException if it is not configured; the message contains its key
     */
    public String requiredOption(String option) {
        return option(option).orElseThrow(() -> wrong("options." + option, "is required"));
    }

    /** Returns the values of an option with a comma-separated list; empty if it is not configured. */
    public List<String> optionList(String option) {
        return option(option).stream()
                .flatMap(list -> Stream.of(list.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Returns an exception that prevents the start. Quarkus prints its message without a stack trace. */
    public ConfigurationException wrong(String property, String problem) {
        return wrong(name, property, problem);
    }

    static ConfigurationException wrong(String name, String property, String problem) {
        return ConfigCheck.wrong(key(name, property), problem);
    }

    static String key(String name, String property) {
        return "ssl-orders.ca." + name + "." + property;
    }

    Duration connectTimeout() {
        return entry.connectTimeout();
    }

    Duration readTimeout() {
        return readTimeout;
    }

    int maxConcurrent() {
        return entry.maxConcurrent();
    }

    CaConnections connections() {
        return connections;
    }

    Optional<CaConfig.ProxyConfig> proxy() {
        return entry.proxy();
    }

    Optional<CaConfig.OauthConfig> oauth() {
        readKeys.add("oauth");
        return entry.oauth().map(oauth -> new OauthClient(oauth, renewed));
    }

    Optional<String> tlsConfigurationName() {
        return entry.tlsConfigurationName();
    }

    /**
     * Checks that the dialect has read all credentials and options. Call this method after the creation of the adapter.
     *
     * @throws ConfigurationException if the dialect did not read a configured credential or option
     */
    void checkNoUnusedKeys() {
        Stream.of(
                        entry.credentials().keySet().stream().map(key -> "credentials." + key),
                        entry.options().keySet().stream().map(key -> "options." + key),
                        entry.oauth().stream().map(oauth -> "oauth"))
                .flatMap(keys -> keys)
                .filter(key -> !readKeys.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw wrong(key, "is not supported by the dialect " + entry.dialect());
                });
    }

    private Optional<String> value(String kind, Map<String, String> values, String key) {
        readKeys.add(kind + key);
        return Optional.ofNullable(renewed.getOrDefault(kind + key, values.get(key)))
                .filter(value -> !value.isBlank());
    }

    /** Rejects a URL that already ends with the path that the dialect appends, because each request would contain the path twice. */
    private void checkPath(String added) {
        String path = entry.url().getRawPath().replaceAll("/+$", "");
        for (String part = added; !part.isEmpty(); part = part.substring(0, part.lastIndexOf('/'))) {
            if (path.endsWith(part)) {
                URI right = entry.url().resolve(path.substring(0, path.length() - part.length()) + "/");
                throw wrong("url", "must not end with " + part + ", which the dialect appends; use " + right);
            }
        }
    }

    private void checkUrl(String property, URI url) {
        if (url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw wrong(property, "must have a host, and must not have a user, query or fragment");
        }
        if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost()))) {
            throw wrong(
                    property,
                    "must use https because credentials are sent; http is allowed for loopback addresses only");
        }
    }

    /** The OAuth2 client, with its new values if there are any. */
    private record OauthClient(CaConfig.OauthConfig configured, Map<String, String> renewed)
            implements CaConfig.OauthConfig {

        @Override
        public URI tokenUrl() {
            return configured.tokenUrl();
        }

        @Override
        public String clientId() {
            return renewed.getOrDefault("oauth.client-id", configured.clientId());
        }

        @Override
        public String clientSecret() {
            return renewed.getOrDefault("oauth.client-secret", configured.clientSecret());
        }

        @Override
        public Optional<String> scope() {
            return configured.scope();
        }

        /** Omits the secret. */
        @Override
        public String toString() {
            return clientId();
        }
    }

    /** Omits the credentials, so that they cannot be logged. */
    @Override
    public String toString() {
        return name + " at " + url();
    }
}
