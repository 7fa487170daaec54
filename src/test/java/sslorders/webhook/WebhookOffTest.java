package sslorders.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import sslorders.account.AccountId;
import sslorders.event.EventInserts;
import sslorders.event.EventType;
import sslorders.testing.ServiceTest;

/** Without a configured endpoint, there is no delivery, metric or thread. */
@QuarkusTest
class WebhookOffTest extends ServiceTest {
    @Inject
    MeterRegistry meters;

    @Inject
    EventInserts events;

    @Test
    void eventCausesNoDelivery() {
        captured("1001", capture("1001"));
        as("acme").resend("1001").then().statusCode(202);

        assertThat(rows("select id from event")).hasSize(1);
        assertThat(rows("select task_instance from webhook_delivery")).isEmpty();
        assertThat(events.of(EventType.RESEND_SETTLED, List.of(new AccountId("acme").value()), "select")
                        .sql())
                .doesNotContain("webhook");
    }

    @Test
    void thereIsNoMetricAndNoScheduler() {
        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().getName())
                .noneMatch(name -> name.startsWith("ssl.orders.webhook"));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn(name -> name.startsWith("db-scheduler-execute-due"))
                .as("the relay's scheduler")
                .hasSize(1);
    }
}
