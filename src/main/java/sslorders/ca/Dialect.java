package sslorders.ca;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/** The API protocol of a CA family. Each dialect is one bean, and several configured CAs may use the same dialect. */
public interface Dialect {

    /** Returns the name for {@code ssl-orders.ca.<name>.dialect}. */
    String name();

    /** Returns the path that this dialect appends to the configured URL, such as {@code /rest/v3.1}; an empty string for none. */
    String path();

    /** Returns the default read timeout. */
    default Duration readTimeout() {
        return Duration.ofSeconds(10);
    }

    /**
     * Creates the adapter of one configured CA, without opening a connection. Called once per CA at the start, and again when
     * credential files of the CA have changed.
     *
     * @throws ConfigurationException if a required setting is missing or invalid; the message contains the key
     */
    CertificateAuthority adapt(CaSettings settings);
}
