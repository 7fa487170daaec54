package sslorders.config;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;

/**
 * The keys of Quarkus that this service cannot do without and has no default for. Nobody reads them here: being mapped,
 * they are checked before anything else starts, and those that are missing are named together.
 */
@Unremovable
@ConfigMapping(prefix = "quarkus")
interface RequiredConfig {

    Datasource datasource();

    Oidc oidc();

    /** Where the orders are. */
    interface Datasource {
        Jdbc jdbc();

        String username();

        String password();

        /** The connection. */
        interface Jdbc {
            String url();
        }
    }

    /** Whose tokens are believed. */
    interface Oidc {
        String authServerUrl();
    }
}
