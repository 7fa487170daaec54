package sslorders.ca;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/** A CA's wire format. Every dialect is one bean; several configured CAs may speak the same one. */
public interface Dialect {

    /** The name that {@code ssl-orders.ca.<name>.dialect} selects it by. */
    String name();

    /** Where the paths of this dialect begin below the configured URL, such as {@code /rest/v3.1}; empty text for nowhere. */
    String path();

    /** How long a reply may take, unless it is configured. */
    default Duration readTimeout() {
        return Duration.ofSeconds(10);
    }

    /**
     * An adapter for one configured CA. Called once for each at start; opens no connection.
     *
     * @throws ConfigurationException if something that this dialect needs is missing or wrong, naming the key
     */
    CertificateAuthority adapt(CaSettings settings);
}
