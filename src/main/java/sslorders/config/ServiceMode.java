package sslorders.config;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether this process is a replica that serves requests. A command of the command line runs in the same application, but without HTTP
 * servers. In such a process, code that runs at startup or in the background must not use the database or call other systems.
 */
@Singleton
public final class ServiceMode {
    private final boolean isReplica;

    ServiceMode(@ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean hasServer) {
        this.isReplica = hasServer;
    }

    /** Returns whether this process serves requests. */
    public boolean isReplica() {
        return isReplica;
    }
}
