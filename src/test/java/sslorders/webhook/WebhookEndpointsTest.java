package sslorders.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.AccountId;
import sslorders.event.EventType;

/** The configuration of endpoints, and the events that each of them receives. */
class WebhookEndpointsTest {
    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId GLOBEX = new AccountId("globex");
    private static final Map<String, String> VALID =
            Map.of("url", "https://hooks.example/events?key=1", "secret", WebhookConfigs.SECRET);

    @Test
    void withoutEndpointsThereAreNoSubscribers() {
        WebhookEndpoints none = new WebhookEndpoints(WebhookConfigs.config("poll-interval=2s"));

        assertThat(none.all()).isEmpty();
        assertThat(none.of(EventType.RESEND_SETTLED, ACME)).isEmpty();
    }

    @Test
    void endpointReceivesAllEventsByDefault() {
        WebhookEndpoints endpoints = endpoints("acme-2", VALID);

        for (EventType type : EventType.values()) {
            assertThat(endpoints.of(type, ACME)).containsExactly("acme-2");
        }
    }

    @Test
    void accountsAndTypesLimitTheEvents() {
        Map<String, String> properties = new HashMap<>();
        VALID.forEach((key, value) -> {
            properties.put("all." + key, value);
            properties.put("some." + key, value);
        });
        properties.put("some.accounts", "initech, acme");
        properties.put("some.types", "resend.settled, order.admin-email-changed");
        WebhookEndpoints endpoints = new WebhookEndpoints(WebhookConfigs.config(properties));

        assertThat(endpoints.of(EventType.RESEND_SETTLED, ACME)).containsExactly("all", "some");
        assertThat(endpoints.of(EventType.ORDER_ADMIN_EMAIL_CHANGED, ACME)).containsExactly("all", "some");
        assertThat(endpoints.of(EventType.RESEND_REOPENED, ACME)).containsExactly("all");
        assertThat(endpoints.of(EventType.RESEND_SETTLED, GLOBEX)).containsExactly("all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8091/events", "http://127.0.0.1", "http://[::1]:1/x", "https://h.example"})
    void urlWithTlsOrLoopbackIsAccepted(String url) {
        assertThat(endpoints("acme", with("url", url)).all()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example, https",
        "http://127.0.0.1.evil.example, https",
        "http://10.0.0.1, https",
        "ftp://hooks.example, https",
        "https:///path, host",
        "hooks.example, host",
        "https://user@hooks.example, user",
        "https://user:password@hooks.example, user",
        "https://hooks.example/#x, fragment"
    })
    void otherUrlPreventsTheStart(String url, String rule) {
        rejected("acme", with("url", url), "ssl-orders.webhook.acme.url", rule);
    }

    @Test
    void messageHasNoSecretAndNoUser() {
        assertThatThrownBy(() -> endpoints("acme", with("url", "https://user:password@hooks.example")))
                .message()
                .doesNotContain("password");
        assertThatThrownBy(() -> endpoints("acme", with("secret", "whsec_c2hvcnQ=")))
                .message()
                .doesNotContain("c2hvcnQ=");
        assertThat(WebhookConfigs.endpoint("https://hooks.example/path-secret", Map.of())
                        .toString())
                .doesNotContain("path-secret", WebhookConfigs.SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "types, resend.done, 'unknown type resend.done; valid: [order.admin-email-changed, resend.reopened, resend.settled]'",
        "accounts, 'acme, globex ltd', account IDs",
        "secret, whsec_c2hvcnQ=, 24 to 64 bytes",
        "timeout, 0s, must be positive",
        "connect-timeout, 0s, must be positive",
        "max-concurrent, 0, at least 1"
    })
    void invalidSettingPreventsTheStart(String key, String value, String rule) {
        rejected("acme", with(key, value), "ssl-orders.webhook.acme." + key, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "secret"})
    void missingSettingPreventsTheStart(String key) {
        Map<String, String> properties = new HashMap<>(VALID);
        properties.remove(key);

        rejected("acme", properties, "ssl-orders.webhook.acme." + key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "ac_me", "-acme", "acme-", "ac--me"})
    void nameInAnotherFormPreventsTheStart(String name) {
        rejected(name, VALID, "ssl-orders.webhook." + name, "name");
    }

    @ParameterizedTest
    @CsvSource({"retry-delays, '5s,0s'", "concurrency, 0", "poll-interval, 0s", "heartbeat, 0s"})
    void impossibleLimitPreventsTheStart(String key, String value) {
        assertThatThrownBy(() -> WebhookConfigs.config(Map.of(key, value)))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("ssl-orders.webhook." + key);
    }

    @Test
    void privateAddressesNeedAPermission() throws Exception {
        InetAddress address = InetAddress.getByName("10.0.0.1");
        Map<String, String> allowed = new HashMap<>(Map.of("allow-private-addresses", "true"));
        VALID.forEach((key, value) -> {
            allowed.put("some." + key, value);
            allowed.put("none." + key, value);
        });
        allowed.put("none.allow-private-addresses", "false");
        WebhookEndpoints endpoints = new WebhookEndpoints(WebhookConfigs.config(allowed));

        assertThat(endpoints("acme", VALID)
                        .find("acme")
                        .orElseThrow()
                        .addresses()
                        .allows(address))
                .isFalse();
        assertThat(endpoints.find("some").orElseThrow().addresses().allows(address))
                .isTrue();
        assertThat(endpoints.find("none").orElseThrow().addresses().allows(address))
                .isFalse();
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> properties = new HashMap<>(VALID);
        properties.put(key, value);
        return properties;
    }

    private static WebhookEndpoints endpoints(String name, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>();
        properties.forEach((key, value) -> all.put(name + "." + key, value));
        return new WebhookEndpoints(WebhookConfigs.config(all));
    }

    private static void rejected(String name, Map<String, String> properties, String... words) {
        assertThatThrownBy(() -> endpoints(name, properties))
                .isInstanceOfAny(ConfigurationException.class, ConfigValidationException.class)
                .hasMessageContainingAll(words);
    }
}
