package sslorders.webhook;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/**
 * Configures endpoints at the WireMock server: {@code acme} for that account, {@code globex} for some events of that account,
 * {@code limited} for one test that lets it pause, and {@code internal}, which has a private address. All other tests run with the default, without endpoints.
 */
public final class WebhookProfile implements QuarkusTestProfile {
    static final String OLD_SECRET = "whsec_b2xkIHNlY3JldCBvZiB0aGUgd2ViaG9vayB0ZXN0cw==";
    static final String NEW_SECRET = "whsec_bmV3IHNlY3JldCBvZiB0aGUgd2ViaG9vayB0ZXN0cw==";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>();
        config.put("ssl-orders.webhook.poll-interval", "50ms");
        config.put("ssl-orders.webhook.source", "https://ssl.example/");
        endpoint(config, "acme", "${test.receiver.url}/acme");
        config.put("ssl-orders.webhook.acme.secret", OLD_SECRET + "," + NEW_SECRET);
        endpoint(config, "globex", "${test.receiver.url}/globex");
        config.put("ssl-orders.webhook.globex.types", "order.admin-email-changed");
        endpoint(config, "limited", "${test.receiver.url}/limited");
        endpoint(config, "internal", "https://10.0.0.1/");
        return config;
    }

    private static void endpoint(Map<String, String> config, String name, String url) {
        String prefix = "ssl-orders.webhook." + name + ".";
        config.put(prefix + "url", url);
        config.put(prefix + "secret", NEW_SECRET);
        config.put(prefix + "accounts", name);
        config.put(prefix + "timeout", "1s");
    }
}
