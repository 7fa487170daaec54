package sslorders.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.database.Database;

/** Retention of orders after their expiry, and of previous addresses. */
@QuarkusTest
class OrderRetentionTest extends ErasureTest {
    @Inject
    Database database;

    @Inject
    OrderErasure erasure;

    @Inject
    OrderRetention configuredOrders;

    @Inject
    AddressChangeRetention configuredChanges;

    @Test
    void orderIsErasedAfterItsRetention() {
        captured("expired", "expiresAt", "2025-11-22T08:59:59Z");
        captured("on-time", "expiresAt", "2025-11-22T09:00:00Z");
        captured("endless", "expiresAt", null);
        as("acme").resend("expired").then().statusCode(202);

        yearlyOrders().run(() -> true);

        assertThat(orders()).containsExactly("1001", "endless", "on-time");
        assertResends("recipient", "***@acme.example");
    }

    @Test
    void expiredOrdersOfManyAccountsAreErased() {
        execute("insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,"
                + " certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at)"
                + " select 'bulk-' || i, 'account-' || i % 2300, 'x', 'x', 'x', 'alpha', 'issued', now(), now(),"
                + " case i % 2 when 0 then timestamptz '2024-01-01' else timestamptz '2026-01-01' end,"
                + " 'admin@acme.example', '2024-01-01' from generate_series(1, 4600) i;"
                + " insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,"
                + " certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at)"
                + " select 'many-' || i, 'one-account', 'x', 'x', 'x', 'alpha', 'issued', now(), now(),"
                + " timestamptz '2024-01-01', 'admin@acme.example', '2024-01-01' from generate_series(1, 250) i");

        yearlyOrders().run(() -> true);

        assertThat(rows("select count(*) as count from certificate_order where expires_at < '2025-01-01'"))
                .containsExactly(Map.of("count", "0"));
        assertThat(orders()).hasSize(2301);
    }

    @Test
    void orderWithResendInProgressIsKept() {
        captured("expired", "expiresAt", "2025-01-01T00:00:00Z");
        caIsUnavailable();
        as("acme").resend("expired").then().statusCode(202);

        yearlyOrders().run(() -> true);

        assertThat(orders()).contains("expired");
        assertResends("recipient", "admin@acme.example");
    }

    @Test
    void previousAddressIsDeletedAfterItsRetention() {
        changeAddress("second@acme.example");
        changeAddress("third@acme.example");
        execute("update admin_email_change set changed_at = timestamptz '2025-11-22 08:59:59+00'"
                + " where previous = 'admin@acme.example'");

        yearlyChanges().run(() -> true);

        assertThat(rows("select previous from admin_email_change"))
                .containsExactly(Map.of("previous", "second@acme.example"));
        assertThat(orders()).containsExactly("1001");
    }

    @Test
    void previousAddressesAreDeletedInBatches() {
        execute("insert into admin_email_change (account_id, order_id, changed_at, previous)"
                + " select 'acme', '1001', timestamptz '2024-01-01' + i * interval '1 second', 'x@y'"
                + " from generate_series(1, 2500) i");

        yearlyChanges().run(() -> false);

        assertThat(rows("select previous from admin_email_change")).hasSize(1500);
        yearlyChanges().run(() -> true);
        assertThat(rows("select previous from admin_email_change")).isEmpty();
    }

    @Test
    void ordersAndPreviousAddressesAreKeptByDefault() {
        captured("expired", "expiresAt", "1999-01-01T00:00:00Z");
        changeAddress("second@acme.example");
        execute("update admin_email_change set changed_at = timestamptz '1999-01-01'");

        configuredOrders.run(() -> true);
        configuredChanges.run(() -> true);

        assertThat(orders()).contains("expired");
        assertThat(rows("select previous from admin_email_change")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"retention, 0s", "retention, -1d", "address-change-retention, 0s", "retention, soon"})
    void retentionThatIsNotPositiveIsRejected(String key, String value) {
        assertThatThrownBy(() -> config(key, value))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("ssl-orders.order." + key);
    }

    private OrderRetention yearlyOrders() {
        return new OrderRetention(database, erasure, config("retention", "365d"), clock);
    }

    private AddressChangeRetention yearlyChanges() {
        return new AddressChangeRetention(database, config("address-change-retention", "365d"), clock);
    }

    private static OrderConfig config(String key, String value) {
        return new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withMapping(OrderConfig.class)
                .withDefaultValue("ssl-orders.order." + key, value)
                .build()
                .getConfigMapping(OrderConfig.class);
    }
}
