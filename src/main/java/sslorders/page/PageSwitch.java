package sslorders.page;

import io.quarkus.oidc.Oidc;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sslorders.account.SupportLoginConfig;
import sslorders.config.ConfigCheck;

/** Prevents the start of the service if the page is on and a key that the page requires is missing. */
@Singleton
class PageSwitch {
    private static final String PREFIX = "ssl-orders.page.";

    /**
     * The minimum length of the secret, which the OIDC library uses as an AES key. In hexadecimal, 32 random bytes have 64 characters;
     * in Base64, they have 44.
     */
    private static final int SHORTEST_SECRET = 32;

    private final PageConfig config;
    private final SupportLoginConfig support;
    private final String enabled;

    PageSwitch(
            PageConfig config, SupportLoginConfig support, @ConfigProperty(name = PREFIX + "enabled") String enabled) {
        this.config = config;
        this.support = support;
        this.enabled = enabled;
    }

    /**
     * The OIDC library fires this event before it configures its tenants, so that this check reports errors before the library does.
     */
    void check(@Observes Oidc starting) {
        // The routes depend on the exact text, so "no" or "0" would not remove them.
        if (!enabled.equals("true") && !enabled.equals("false")) {
            throw ConfigCheck.wrong(PREFIX + "enabled", "must be true or false");
        }
        // The routes of the support screen depend only on this key, and have no login without the page.
        if (support.claim().isPresent() && !config.enabled()) {
            throw ConfigCheck.wrong(PREFIX + "support.claim", "requires " + PREFIX + "enabled=true");
        }
        List<String> missing = missing(config);
        if (!missing.isEmpty()) {
            throw new ConfigurationException(
                    "The page is on (" + PREFIX + "enabled), and these keys are missing or too short: "
                            + String.join(", ", missing) + ". " + PREFIX + "secret must have at least "
                            + SHORTEST_SECRET + " characters.",
                    new HashSet<>(missing));
        }
    }

    static List<String> missing(PageConfig config) {
        List<String> missing = new ArrayList<>();
        if (config.enabled()) {
            require(config.clientId(), 1, "client-id", missing);
            require(config.clientSecret(), 1, "client-secret", missing);
            require(config.secret(), SHORTEST_SECRET, "secret", missing);
        }
        return missing;
    }

    private static void require(Optional<String> value, int shortest, String name, List<String> missing) {
        if (value.filter(text -> text.length() >= shortest).isEmpty()) {
            missing.add(PREFIX + name);
        }
    }
}
