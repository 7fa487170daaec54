package sslorders.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static sslorders.error.ErrorType.INVALID_REQUEST;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.database.Database;
import sslorders.database.Retention;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

@QuarkusTest
class EventRetentionTest extends ServiceTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @Inject
    EventRetention retention;

    @Inject
    Database database;

    @Test
    void eventIsDeletedAfter30Days() {
        insert("expired", MONTH.plusMillis(1));
        insert("kept", MONTH);

        retention.run(() -> true);

        assertThat(rows("select order_id from event"))
                .extracting(row -> row.get("order_id"))
                .containsExactly("kept");
    }

    @Test
    void configuredRetentionIsUsed() {
        insert("expired", Duration.ofHours(2));
        insert("kept", Duration.ofMinutes(59));

        new EventRetention(database, config("1h"), clock).run(() -> true);

        assertThat(rows("select order_id from event"))
                .extracting(row -> row.get("order_id"))
                .containsExactly("kept");
    }

    @Test
    void expiredEventIsReportedToItsReader() {
        insert("expired", MONTH.minusMillis(1));
        insert("kept", Duration.ZERO);
        String expired = as("acme").events().limit(1).send().jsonPath().getString("nextAfter");
        clock.set(clock.instant().plusMillis(2));

        retention.run(() -> true);

        as("acme")
                .events()
                .query("after=" + expired)
                .then()
                .spec(isProblem(INVALID_REQUEST))
                .body("errors.name", contains("after"));
        as("acme").events().then().body("events.orderId", contains("kept"));
    }

    @Test
    void expiredEventsAreDeletedInBatches() {
        EventRows.insert("acme", 2 * Retention.BATCH + 500, clock.instant().minus(MONTH.plusSeconds(1)));

        retention.run(() -> false);
        assertThat(rows("select id from event")).hasSize(Retention.BATCH + 500);

        retention.run(() -> true);
        assertThat(rows("select id from event")).isEmpty();
    }

    @Test
    void eventLockedByReaderIsSkipped() throws Exception {
        insert("locked", MONTH.plusSeconds(1));
        insert("expired", MONTH.plusSeconds(1));
        try (Connection reader = TestParts.database().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("update event set position = nextval('event_position') where order_id = 'locked'");

            retention.run(() -> true);

            reader.commit();
        }
        assertThat(rows("select order_id from event"))
                .extracting(row -> row.get("order_id"))
                .containsExactly("locked");
        retention.run(() -> true);
        assertThat(rows("select id from event")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1s"})
    void retentionThatIsNotPositiveIsRejected(String value) {
        assertThatThrownBy(() -> config(value)).hasMessageContaining("ssl-orders.event.retention");
    }

    private static EventConfig config(String retention) {
        return new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withMapping(EventConfig.class)
                .withDefaultValue("ssl-orders.event.retention", retention)
                .build()
                .getConfigMapping(EventConfig.class);
    }

    private void insert(String order, Duration ago) {
        EventRows.insert("acme", order, clock.instant().minus(ago));
    }
}
