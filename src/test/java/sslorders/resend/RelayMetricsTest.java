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

/** What an operator sees of resends without looking into the database. */
@QuarkusTest
class RelayMetricsTest extends ServiceTest {
    @Inject
    MeterRegistry meters;

    @Test
    void whatWaitsIsCountedAndItsOldestIsTimed() {
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
    void aWakeUpCallThatNobodyAnswersIsOverdue() throws SQLException {
        execute("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                + " values ('resend', 'x', timestamptz '" + SettableClock.START.plusSeconds(90) + "', false, 1)");
        try (Connection other = TestParts.database().connect();
                Statement holding = other.createStatement()) {
            other.setAutoCommit(false);
            // Replicas pass over what is locked, and so none answers it.
            holding.execute("select * from scheduled_tasks where task_instance = 'x' for update");

            clock.set(SettableClock.START.plusSeconds(180));
            assertThat(gauge("overdue")).isEqualTo(90);

            holding.execute("update scheduled_tasks set picked = true where task_instance = 'x'");
            other.commit();
            assertThat(gauge("overdue")).as("of one that is being answered").isZero();
        }
    }

    @Test
    void gaugeOfLockedTableIsNotANumber() throws SQLException {
        try (Connection other = TestParts.database().connect();
                Statement holding = other.createStatement()) {
            other.setAutoCommit(false);
            holding.execute("lock table scheduled_tasks in access exclusive mode");

            assertThat(gauge("backlog")).isNaN();
        }
        assertThat(gauge("backlog")).isZero();
    }

    @Test
    void whatIsSettledIsCountedByCaAndStatusOnce() {
        captured("1", capture("1"));
        double accepted = count("ssl.orders.resends", "ca", "alpha", "status", "accepted");
        double held = count("ssl.orders.problems", "type", "cool-down");

        resend("1").statusCode(202);
        resend("1").statusCode(429);

        assertThat(count("ssl.orders.resends", "ca", "alpha", "status", "accepted"))
                .isEqualTo(accepted + 1);
        assertThat(count("ssl.orders.problems", "type", "cool-down")).isEqualTo(held + 1);
    }

    private static ValidatableResponse resend(String order) {
        return acme().post("/ssl/orders/" + order + "/fulfillment-email/resend").then();
    }

    private double gauge(String name) {
        return meters.get("ssl.orders.relay." + name).gauge().value();
    }

    private double count(String name, String... tags) {
        return meters.counter(name, tags).count();
    }
}
