package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;
import sslorders.testing.TestParts;

/** Metrics of the relay. */
@QuarkusTest
class RelayMetricsTest extends ServiceTest {
    @Inject
    MeterRegistry meters;

    @Test
    void backlogCountsPendingResends() {
        captured("1", "certificateAuthority", "offline");
        captured("2", "certificateAuthority", "offline");
        assertThat(gauge("backlog")).isZero();
        assertThat(gauge("oldest")).isZero();
        assertThat(gauge("overdue")).isZero();

        resend("1").statusCode(202);
        clock.set(SettableClock.START.plusSeconds(1));
        resend("2").statusCode(202);

        assertThat(gauge("backlog")).isEqualTo(2);
        assertThat(gauge("oldest")).isEqualTo(1);
        assertThat(gauge("overdue")).isZero();
    }

    @Test
    void unexecutedTaskIsOverdue() throws SQLException {
        execute("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                + " values ('resend', 'x', timestamptz '" + SettableClock.START.plusSeconds(90) + "', false, 1)");
        try (Connection other = TestParts.database().connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            // Replicas skip locked tasks, so none of them executes it.
            lock.execute("select * from scheduled_tasks where task_instance = 'x' for update");

            clock.set(SettableClock.START.plusSeconds(180));
            assertThat(gauge("overdue")).isEqualTo(90);

            lock.execute("update scheduled_tasks set picked = true where task_instance = 'x'");
            other.commit();
            assertThat(gauge("overdue"))
                    .as("overdue while the task is executed")
                    .isZero();
        }
    }

    @Test
    void gaugeOfLockedTableIsNaN() throws SQLException {
        try (Connection other = TestParts.database().connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("lock table scheduled_tasks in access exclusive mode");

            assertThat(gauge("backlog")).isNaN();
        }
        assertThat(gauge("backlog")).isZero();
    }

    @Test
    void finalResendIsCountedOnceByCaAndStatus() {
        captured("1", capture("1"));
        double accepted = count("ssl.orders.resends", "ca", "alpha", "status", "accepted");
        double limited = count("ssl.orders.problems", "type", "cool-down");

        resend("1").statusCode(202);
        resend("1").statusCode(429);

        assertThat(count("ssl.orders.resends", "ca", "alpha", "status", "accepted"))
                .isEqualTo(accepted + 1);
        assertThat(count("ssl.orders.problems", "type", "cool-down")).isEqualTo(limited + 1);
    }

    private static ValidatableResponse resend(String order) {
        return as("acme").resend(order).then();
    }

    private double gauge(String name) {
        return meters.get("ssl.orders.relay." + name).gauge().value();
    }

    private double count(String name, String... tags) {
        return meters.counter(name, tags).count();
    }
}
