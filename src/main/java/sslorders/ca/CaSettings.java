package sslorders.ca;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What an adapter is told of its CA.
 *
 * @param name the CA's configured name, as in orders and logs
 * @param url the base URL: absolute, without query, fragment or user
 * @param connectTimeout longer than nothing
 * @param readTimeout longer than nothing
 */
public record CaSettings(
        String name, URI url, Map<String, String> credentials, Duration connectTimeout, Duration readTimeout) {

    /** What the HTTP clients allow a handshake, beyond the connect timeout. */
    private static final Duration TLS_HANDSHAKE = Duration.ofSeconds(10);

    /**
     * A credential of this CA.
     *
     * @throws ConfigurationException if it is not configured, naming its key
     */
    public String credential(String credential) {
        String value = credentials.get(credential);
        if (value == null || value.isBlank()) {
            throw wrong(key(name, "credentials." + credential), "is not set");
        }
        return value;
    }

    /**
     * How long one call can take at most: the connection and its TLS handshake, the wait for the head of the reply, and
     * a body that comes for as long as it may and then stops.
     */
    Duration longestCall() {
        Duration handshake = "https".equals(url.getScheme()) ? TLS_HANDSHAKE : Duration.ZERO;
        return connectTimeout.plus(handshake).plus(readTimeout.multipliedBy(3));
    }

    /** Says nothing of the credentials, so that no log line can. */
    @Override
    public String toString() {
        return name + " at " + url;
    }

    /** A configuration that the service must not start with; Quarkus prints such a message without a stack trace. */
    static ConfigurationException wrong(String key, String problem) {
        return new ConfigurationException(key + ": " + problem, Set.of(key));
    }

    static String key(String name, String property) {
        return "ssl-orders.ca." + name + "." + property;
    }
}
