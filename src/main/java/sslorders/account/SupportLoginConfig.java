package sslorders.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Configures which persons are support agents if they log in to the page with a browser. */
@ConfigMapping(prefix = "ssl-orders.page.support")
public interface SupportLoginConfig {
    /**
     * The claim of the ID token that contains the value: a string that white space separates, or an array of strings. Without this key,
     * the page has no screen for support agents.
     */
    Optional<String> claim();

    /** The value of a support agent, such as a role or a group. It is case-sensitive. */
    @WithDefault(Scopes.SUPPORT)
    String value();
}
