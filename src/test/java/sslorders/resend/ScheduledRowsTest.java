package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.ca.CertificateAuthorities;

/** Compatibility of the scheduled tasks that the service inserts: the client of db-scheduler reads and changes them. */
@QuarkusTest
class ScheduledRowsTest extends RelayServiceTest {
    @Inject
    DataSource pool;

    @Inject
    ResendStore store;

    @Inject
    RelaySteps steps;

    @Inject
    CertificateAuthorities authorities;

    private SchedulerClient client;

    @BeforeEach
    void createClient() {
        client = SchedulerClient.Builder.create(pool, List.of())
                .jdbcCustomization(RelayTasks.postgres())
                .build();
    }

    @Test
    void pendingResendHasTask() {
        String resend = pending();

        ScheduledExecution<Object> task = task(resend).orElseThrow();

        assertThat(task.getExecutionTime()).isEqualTo(dueAt(resend));
        assertThat(task.getData()).isNull();
        assertThat(task.isPicked()).isFalse();
        assertThat(task.getConsecutiveFailures()).isZero();
        assertThat(task.getLastSuccess()).isNull();
    }

    @Test
    void taskIsRescheduledWithResend() {
        String resend = pending();
        clock.set(dueAt(resend));
        Resend pending = store.read(id(resend)).orElseThrow();

        Resend begun = steps.begin(pending, authorities.find("alpha")).orElseThrow();

        assertThat(task(resend).orElseThrow().getExecutionTime())
                .isEqualTo(begun.dueAt().orElseThrow());
    }

    @Test
    void finalResendHasNoTask() {
        String resend = as("acme").resend("1001").send().header("Location");

        assertThat(task(resend)).isEmpty();
    }

    @Test
    void clientCanCancelTask() {
        String resend = pending();

        client.cancel(RelayTasks.RESEND.instanceId(id(resend).toString()));

        assertThat(task(resend)).isEmpty();
    }

    @Test
    void rescheduledTaskIsExecuted() {
        String resend = pending();
        ca.reset();
        // The task is due later than the resend.
        Instant later = dueAt(resend).plusSeconds(60);
        client.reschedule(RelayTasks.RESEND.instanceId(id(resend).toString()), later);

        advanceTo(later);

        await().untilAsserted(() -> as("acme").get(resend).then().body("status", equalTo("accepted")));
        awaitNoScheduledTask();
    }

    @Test
    void taskPickedByOtherReplicaIsNotChanged() {
        String resend = pending();
        execute(
                "update scheduled_tasks set picked = true, picked_by = 'another', last_heartbeat = '2099-01-01 00:00:00+00'"
                        + " where task_name = 'resend'");
        String task = "select execution_time, version from scheduled_tasks where picked_by = 'another'";
        List<Map<String, String>> before = rows(task);
        clock.set(dueAt(resend));
        ca.reset();

        assertThat(steps.advance(id(resend))).isEmpty();

        assertThat(rows(task)).hasSize(1).isEqualTo(before);
    }

    private String pending() {
        caReturns(aResponse().withStatus(503));
        return as("acme").resend("1001").then().statusCode(202).extract().header("Location");
    }

    private Optional<ScheduledExecution<Object>> task(String resend) {
        UUID id = id(resend);
        return client.getScheduledExecution(RelayTasks.RESEND.instanceId(id.toString()));
    }
}
