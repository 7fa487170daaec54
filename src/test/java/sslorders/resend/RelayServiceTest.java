package sslorders.resend;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import sslorders.testing.ServiceTest;

/** Base class for tests of the relay. They resend order 1001 and advance the clock. */
abstract class RelayServiceTest extends ServiceTest {
    @Inject
    RelayScheduler scheduler;

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    void caReturns(ResponseDefinitionBuilder response) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(response));
    }

    /** Sets the clock and makes the scheduler poll for due tasks. */
    void advanceTo(Instant time) {
        clock.set(time);
        scheduler.pollNow();
    }

    /** Returns the time of the next attempt of a resend. */
    static Instant dueAt(String resend) {
        return Instant.parse(as("acme").get(resend).send().jsonPath().getString("nextAttemptAt"));
    }

    static UUID id(String resend) {
        return UUID.fromString(resend.substring(resend.lastIndexOf('/') + 1));
    }

    static void awaitNoScheduledTask() {
        await().until(() ->
                rows("select * from scheduled_tasks where task_name = 'resend'").isEmpty());
    }
}
