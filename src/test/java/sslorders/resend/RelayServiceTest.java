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

/** A test of what happens to a resend of order 1001 by itself, as time passes. */
abstract class RelayServiceTest extends ServiceTest {
    static final String RESEND = "/ssl/orders/1001/fulfillment-email/resend";

    @Inject
    RelayScheduler scheduler;

    @BeforeEach
    void anOrder() {
        captured("1001", capture("1001"));
    }

    void caAnswers(ResponseDefinitionBuilder answer) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(answer));
    }

    /** Has time pass, and the relay look for what is due. */
    void passes(Instant time) {
        clock.set(time);
        scheduler.pollNow();
    }

    /** When the resend at that address is attempted next. */
    static Instant dueAt(String resend) {
        return Instant.parse(acme().get(resend).jsonPath().getString("nextAttemptAt"));
    }

    static UUID id(String resend) {
        return UUID.fromString(resend.substring(resend.lastIndexOf('/') + 1));
    }

    static void wakeUpCallsAreGone() {
        await().until(() ->
                rows("select * from scheduled_tasks where task_name = 'resend'").isEmpty());
    }
}
