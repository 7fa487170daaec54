package sslorders.webhook;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;

/** Creates configurations as an operator writes them, with the real mapping and its defaults. */
final class WebhookConfigs {
    static final String SECRET = "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXM=";

    private WebhookConfigs() {}

    /** Returns the configuration with one key, {@code key=value}, or without keys for an empty text. */
    static WebhookConfig config(String property) {
        String[] parts = property.split("=", 2);
        return config(property.isEmpty() ? Map.of() : Map.of(parts[0], parts[1]));
    }

    /** Returns the configuration with these keys, without their common prefix. */
    static WebhookConfig config(Map<String, String> properties) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withMapping(WebhookConfig.class);
        properties.forEach((key, value) -> builder.withDefaultValue("ssl-orders.webhook." + key, value));
        return builder.build().getConfigMapping(WebhookConfig.class);
    }

    /** Returns an endpoint with the default settings. */
    static WebhookEndpoint endpoint(String url, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("acme.url", url, "acme.secret", SECRET));
        properties.forEach((key, value) -> all.put("acme." + key, value));
        return new WebhookEndpoint("acme", config(all).endpoints().get("acme"), false);
    }
}
