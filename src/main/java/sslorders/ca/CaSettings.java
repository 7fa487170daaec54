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
 * What an adapter is told of its CA, checked. It notes what the dialect asks for, so that a misspelt credential or option
 * stops the start instead of being ignored.
 */
public final class CaSettings {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String name;
    private final CaConfig.Entry entry;
    private final Duration readTimeout;
    private final Set<String> asked = new HashSet<>();

    /**
     * @throws ConfigurationException if the URLs are not what they must be, naming the key
     */
    CaSettings(String name, CaConfig.Entry entry, Dialect dialect) {
        this.name = name;
        this.entry = entry;
        this.readTimeout = entry.readTimeout().orElseGet(dialect::readTimeout);
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

    /** The CA's configured name, as in orders and logs. */
    public String name() {
        return name;
    }

    /** The base URL: absolute, {@code https} unless it is this machine, without query, fragment or user. */
    public URI url() {
        return entry.url();
    }

    /**
     * A credential of this CA.
     *
     * @throws ConfigurationException if it is not configured, naming its key
     */
    public String credential(String credential) {
        return optionalCredential(credential).orElseThrow(() -> wrong("credentials." + credential, "is required"));
    }

    /** A credential that this CA may not need. */
    public Optional<String> optionalCredential(String credential) {
        return value("credentials.", entry.credentials(), credential);
    }

    /** Something that the dialect leaves open, if it is configured. */
    public Optional<String> option(String option) {
        return value("options.", entry.options(), option);
    }

    /**
     * Something that the dialect leaves open and that no default could be right for.
     *
     * @throws ConfigurationException if it is not configured, naming its key
     */
    public String requiredOption(String option) {
        return option(option).orElseThrow(() -> wrong("options." + option, "is required"));
    }

    /** The values of an option that may have several, separated by commas; empty if it is not configured. */
    public List<String> optionList(String option) {
        return option(option).stream()
                .flatMap(list -> Stream.of(list.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** A configuration that the service must not start with; Quarkus prints such a message without a stack trace. */
    public ConfigurationException wrong(String property, String problem) {
        return wrong(name, property, problem);
    }

    static ConfigurationException wrong(String name, String property, String problem) {
        return ConfigCheck.wrong(key(name, property), problem);
    }

    private static String key(String name, String property) {
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

    Optional<Integer> callsPerMinute() {
        return entry.callsPerMinute();
    }

    Optional<CaConfig.ProxyConfig> proxy() {
        return entry.proxy();
    }

    Optional<CaConfig.OauthConfig> oauth() {
        asked.add("oauth");
        return entry.oauth();
    }

    Optional<String> tlsConfigurationName() {
        return entry.tlsConfigurationName();
    }

    /**
     * To be called when the adapter has been made.
     *
     * @throws ConfigurationException if there is a credential or an option that the dialect did not ask for
     */
    void checkNothingIsLeft() {
        Stream.of(
                        entry.credentials().keySet().stream().map(key -> "credentials." + key),
                        entry.options().keySet().stream().map(key -> "options." + key),
                        entry.oauth().stream().map(oauth -> "oauth"))
                .flatMap(keys -> keys)
                .filter(key -> !asked.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw wrong(key, "is not supported by the dialect " + entry.dialect());
                });
    }

    private Optional<String> value(String kind, Map<String, String> values, String key) {
        asked.add(kind + key);
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
    }

    /** A URL as a CA documents it, with the path that the dialect adds, would have it twice, and name no order. */
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

    /** Says nothing of the credentials, so that no log line can. */
    @Override
    public String toString() {
        return name + " at " + url();
    }
}
