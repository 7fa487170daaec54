package sslorders.config;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;

/**
 * Declares the Quarkus keys that are required and have no default. No code reads this mapping. It makes SmallRye Config check
 * the keys before anything else starts and report all missing keys together.
 */
@Unremovable
@ConfigMapping(prefix = "quarkus")
interface RequiredConfig {

    Datasource datasource();

    Oidc oidc();

    /** The database of the orders. */
    interface Datasource {
        Jdbc jdbc();

        String username();

        String password();

        /** The JDBC connection. */
        interface Jdbc {
            String url();
        }
    }

    /** The OIDC issuer whose tokens the service trusts. */
    interface Oidc {
        String authServerUrl();
    }
}
