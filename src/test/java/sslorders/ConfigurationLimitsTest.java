package sslorders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An invalid value prevents the start, and the message names its key. */
class ConfigurationLimitsTest {
    private static final Map<String, String> CA = Map.of(
            "ssl-orders.ca.alpha.dialect", "rest",
            "ssl-orders.ca.alpha.url", "https://alpha.example");

    @ParameterizedTest
    @CsvSource({
        "http.LivenessConfig, timeout, 0s",
        "account.TokenConfig, cache-time, PT-1S",
        "account.TokenConfig, cache-size, 0",
        "admission.AdmissionConfig, max-reads, 0",
        "admission.AdmissionConfig, max-active-reads, 0",
        "admission.AdmissionConfig, max-writes, 0",
        "admission.AdmissionConfig, account-share, 0",
        "admission.AdmissionConfig, database-share, 1.1",
        "admission.AdmissionConfig, database-wait, 0s",
        "admission.AdmissionConfig, response-timeout, 0s",
        "admission.AdmissionConfig, max-unsent-bytes, 0",
        "ca.CaConfig, alpha.connect-timeout, 0s",
        "ca.CaConfig, alpha.read-timeout, 0s",
        "ca.CaConfig, alpha.calls-per-minute, 0",
        "ca.CaConfig, alpha.max-concurrent, 0",
        "ca.CaConfig, alpha.circuit-volume, 0",
        "ca.CaConfig, alpha.circuit-failure-ratio, 0",
        "ca.CaConfig, alpha.circuit-open-for, 0s",
        "http.HttpConfig, max-json-body, 0",
        "http.HttpConfig, body-timeout, 0s",
        "http.HttpConfig, header-timeout, 0s",
        "http.HttpConfig, max-imports, 0",
        "http.HttpConfig, max-imports, -1",
        "http.HttpConfig, import-stall, 0s",
        "http.HttpConfig, unread-body-timeout, 0s",
        "resend.RelayConfig, retry-first, 0s",
        "resend.RelayConfig, retry-longest, 0s",
        "resend.RelayConfig, give-up-after, 0s",
        "resend.RelayConfig, reconcile-after, 0s",
        "resend.RelayConfig, concurrency, 0",
        "resend.RelayConfig, poll-interval, 0s",
        "resend.RelayConfig, heartbeat, 0s",
        "resend.RelayConfig, clean-up-interval, 0s",
        "resend.RelayConfig, settle-within, 0s",
        "resend.RelayConfig, shutdown-wait, 0s",
        "resend.RelayConfig, recovery-margin, PT-1S",
        "resend.ResendConfig, order-quota-per-day, 0",
        "resend.ResendConfig, account-quota-per-hour, 0",
        "resend.ResendConfig, order-rejections-per-hour, 0",
        "resend.ResendConfig, account-rejections-per-hour, -1",
        "resend.ResendConfig, idempotency-key-retention, 0s",
        "webhook.WebhookConfig, retry-delays, 0s",
        "webhook.WebhookConfig, concurrency, 0",
        "webhook.WebhookConfig, poll-interval, 0s",
        "webhook.WebhookConfig, heartbeat, 0s"
    })
    void impossibleLimitStopsTheStart(String mapping, String property, String value) throws Exception {
        Class<?> type = mapping(mapping);
        String key = type.getAnnotation(ConfigMapping.class).prefix() + "." + property;

        assertThatThrownBy(() -> start(type, Map.of(key, value)))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(" " + key + " ")
                .hasMessageContaining(" must ");
    }

    @Test
    void allInvalidLimitsAreReportedTogether() throws Exception {
        Class<?> relay = mapping("resend.RelayConfig");

        assertThatThrownBy(() ->
                        start(relay, Map.of("ssl-orders.relay.retry-first", "0s", "ssl-orders.relay.concurrency", "0")))
                .hasMessageContainingAll(
                        "ssl-orders.relay.retry-first", "must be positive",
                        "ssl-orders.relay.concurrency", "must be at least 1");
    }

    @Test
    void emptyOptionalLimitIsAbsent() throws Exception {
        assertThat(start(mapping("admission.AdmissionConfig"), Map.of("ssl-orders.admission.max-reads", "")))
                .isNotNull();
        assertThat(start(mapping("ca.CaConfig"), Map.of("ssl-orders.ca.alpha.read-timeout", "")))
                .isNotNull();
    }

    private static Class<?> mapping(String name) throws ClassNotFoundException {
        return Class.forName("sslorders." + name);
    }

    private static Object start(Class<?> mapping, Map<String, String> values) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMapping(mapping)
                // Quarkus's converters, for example that of "30s".
                .addDiscoveredConverters();
        CA.forEach(builder::withDefaultValue);
        values.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(mapping);
    }
}
