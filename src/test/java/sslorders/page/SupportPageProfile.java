package sslorders.page;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Switches the page on, with the screen for support agents. */
public final class SupportPageProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("ssl-orders.page.enabled", "true", "ssl-orders.page.support.claim", "roles");
    }
}
