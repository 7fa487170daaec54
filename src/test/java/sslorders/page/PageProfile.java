package sslorders.page;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Switches the page on. All other tests run with the default, without it. */
public final class PageProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("ssl-orders.page.enabled", "true");
    }
}
