package sslorders.ca;

import io.quarkus.runtime.configuration.ConfigurationException;

/** A CA's wire format. Every dialect is one bean; several configured CAs may speak the same one. */
public interface Dialect {

    /** The name that {@code ssl-orders.ca.<name>.dialect} selects it by. */
    String name();

    /**
     * An adapter for one configured CA. Called once for each at start; opens no connection.
     *
     * @throws ConfigurationException if something that this dialect needs is missing or wrong, naming the key
     */
    CertificateAuthority adapt(CaSettings settings);
}
