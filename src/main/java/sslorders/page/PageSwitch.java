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
import sslorders.config.ConfigCheck;

/** Does not let the service start with the page and without the keys that the page requires. */
@Singleton
class PageSwitch {
    private static final String PREFIX = "ssl-orders.page.";

    /** 32 random bytes in hexadecimal have 64 characters, in Base64 44. The OIDC library uses them as an AES key. */
    private static final int SHORTEST_SECRET = 32;

    private final PageConfig config;
    private final String enabled;

    PageSwitch(PageConfig config, @ConfigProperty(name = PREFIX + "enabled") String enabled) {
        this.config = config;
        this.enabled = enabled;
    }

    /** The OIDC library fires this event before it configures its tenants, so that its own messages come second. */
    void check(@Observes Oidc starting) {
        // The routes are compared with this text, so that "no" or "0" would not remove them.
        if (!enabled.equals("true") && !enabled.equals("false")) {
            throw ConfigCheck.wrong(PREFIX + "enabled", "must be true or false");
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
