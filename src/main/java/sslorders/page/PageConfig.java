package sslorders.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The switch of the page, and the keys that it requires if it is on. */
@ConfigMapping(prefix = "ssl-orders.page")
interface PageConfig {
    /** Off by default: an installation that a portal calls does not need a second way in. */
    @WithDefault("false")
    boolean enabled();

    /** The ID of the page's client at the identity provider. */
    Optional<String> clientId();

    /** The secret of that client. */
    Optional<String> clientSecret();

    /** Encrypts the session cookie. All replicas have the same one, so that each of them can read it. */
    Optional<String> secret();

    /** The address of a CSS file of the portal that the page loads after its own. */
    Optional<String> theme();
}
