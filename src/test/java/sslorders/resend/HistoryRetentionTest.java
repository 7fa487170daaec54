package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.database.Database;
import sslorders.database.Retention;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

@QuarkusTest
class HistoryRetentionTest extends ServiceTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @Inject
    Database database;

    @Inject
    HistoryRetention configured;

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @Test
    void expiredResendIsDeletedWithItsAttempts() {
        resend("aaaa", "1 year 1 second", "accepted");
        resend("bbbb", "1 year 1 hour", "gave-up");
        resend("cccc", "1 year", "rejected");
        resend("dddd", "1 day", "accepted");

        yearlyRetention().run(() -> true);

        assertThat(rows("select ca_order_id from resend order by id desc"))
                .extracting(row -> row.get("ca_order_id"))
                .containsExactly("dddd", "cccc");
        assertThat(rows("select distinct resend_id from attempt")).hasSize(2);
        assertThat(rows("select resend_id from attempt")).hasSize(4);
    }

    @Test
    void oldResendIsKeptUntilItIsFinal() {
        resend("aaaa", "3 years", "accepted");
        execute("update resend set status = 'unknown', ca_mark = 'x', settled_at = null, due_at = requested_at");

        yearlyRetention().run(() -> true);

        assertThat(rows("select id from resend")).hasSize(1);
    }

    @Test
    void retentionStartsWhenResendIsFinal() {
        resend("aaaa", "366 days", "accepted");
        execute("update resend set settled_at = settled_at + interval '1 day'");

        yearlyRetention().run(() -> true);

        assertThat(rows("select id from resend")).hasSize(1);
    }

    @Test
    void expiredResendsAreDeletedInBatches() {
        execute(resends("select to_hex(i), interval '3 years' - i * interval '1 second', 'accepted'"
                + " from generate_series(4096, 6595) i"));

        yearlyRetention().run(() -> false);

        assertThat(rows("select min(ca_order_id) as oldest, count(*) as count from resend"))
                .containsExactly(Map.of("oldest", Integer.toHexString(4096 + Retention.BATCH), "count", "1500"));
        yearlyRetention().run(() -> true);
        assertThat(rows("select id from resend")).isEmpty();
        assertThat(rows("select resend_id from attempt")).isEmpty();
    }

    @Test
    void historyIsKeptByDefault() {
        resend("aaaa", "20 years", "accepted");

        configured.run(() -> true);

        assertThat(rows("select id from resend")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PT167H, idempotency-key-retention, PT168H",
        "PT23H, idempotency-key-retention, PT1H",
        "PT29H, cool-down, PT30H",
        "PT-1S, cool-down, PT0S"
    })
    void retentionBelowOtherPeriodsIsRejected(Duration retention, String other, String otherTime) {
        Map<String, String> settings = new HashMap<>(Map.of("idempotency-key-retention", "1h"));
        settings.put("history-retention", retention.toString());
        settings.put(other, otherTime);

        assertThatThrownBy(() -> retention(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("ssl-orders.resend.history-retention: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P7D", "P3650D"})
    void retentionOf7DaysOrMoreIsAccepted(String retention) {
        assertThat(retention(Map.of("history-retention", retention))).isNotNull();
    }

    private HistoryRetention yearlyRetention() {
        return retention(Map.of("history-retention", YEAR.toString()));
    }

    private HistoryRetention retention(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withMapping(ResendConfig.class);
        settings.forEach((key, value) -> builder.withDefaultValue("ssl-orders.resend." + key, value));
        return new HistoryRetention(database, builder.build().getConfigMapping(ResendConfig.class), clock);
    }

    /** Inserts a resend. Four hexadecimal digits identify it. */
    private static void resend(String digits, String ago, String status) {
        execute(resends("values ('%s', interval '%s', '%s')".formatted(digits, ago, status)));
    }

    /**
     * Returns SQL for resends of order 1001 with two attempts each. Their IDs are UUIDs of version 7, which contain the time.
     */
    private static String resends(String rows) {
        return """
                with given (digits, ago, status) as (%s),
                made as (
                  select (lpad(to_hex(floor(extract(epoch from timestamptz '%s' - ago) * 1000)::bigint), 12, '0')
                      || '70008000' || lpad(digits, 12, '0'))::uuid as id,
                    digits, timestamptz '%2$s' - ago as time, status from given),
                written as (
                  insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,
                    requested_at, requested_by, settled_at)
                  select id, 'acme', '1001', 'alpha', digits, 'x@y', status, time, 'x', time from made)
                insert into attempt (resend_id, number, started_at)
                select id, number, time from made cross join generate_series(1, 2) number
                """.formatted(rows, SettableClock.START);
    }
}
