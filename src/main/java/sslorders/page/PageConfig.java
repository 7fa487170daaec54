package sslorders.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The switch of the page, and the settings that the page requires if it is on. */
@ConfigMapping(prefix = "ssl-orders.page")
interface PageConfig {
    /** Whether the page is on. Off by default, because an installation behind a portal does not need a second user interface. */
    @WithDefault("false")
    boolean enabled();

    /** The ID of the page's client at the identity provider. */
    Optional<String> clientId();

    /** The secret of the page's client. */
    Optional<String> clientSecret();

    /** The secret that encrypts the session cookie. All replicas have the same secret, so that each of them can read the cookie. */
    Optional<String> secret();

    /** The address of a CSS file of the portal that the page loads after its own. */
    Optional<String> theme();
}
