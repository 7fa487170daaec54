package sslorders.webhook;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import sslorders.config.ServiceMode;

/**
 * Executes the due deliveries on this replica. Any replica can execute any delivery, and only one replica picks each execution. The
 * deliveries have their own table and threads, so they never delay resends. Without a configured endpoint, and in a command, there is no
 * scheduler.
 */
@Startup
@ApplicationScoped
class WebhookScheduler {
    private static final TaskDescriptor<Integer> DELIVERY = TaskDescriptor.of(DeliverySql.TASK, Integer.class);

    /** The delay after an execution that failed, usually because the database is unavailable. It counts as no call. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /** Another replica repeats a delivery that takes longer, so a longer wait has no benefit. */
    private static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(5);

    private final Optional<Scheduler> scheduler;

    WebhookScheduler(
            DataSource database,
            WebhookEndpoints endpoints,
            WebhookDeliveries deliveries,
            WebhookConfig config,
            InstantSource clock,
            ServiceMode mode) {
        scheduler = mode.isReplica() && !endpoints.all().isEmpty()
                ? Optional.of(scheduler(database, deliveries, config, clock))
                : Optional.empty();
    }

    private static Scheduler scheduler(
            DataSource database, WebhookDeliveries deliveries, WebhookConfig config, InstantSource clock) {
        CustomTask<Integer> delivery = Tasks.custom(DELIVERY)
                .onFailure((failed, task) ->
                        task.reschedule(failed, clock.instant().plus(AFTER_FAILURE)))
                .execute((task, context) -> next(deliveries.execute(
                        DeliveryId.parse(task.getId()),
                        Optional.ofNullable(task.getData()).orElse(0))));
        return Scheduler.create(database, delivery)
                .tableName(DeliverySql.TABLE)
                .serializer(new CallCount())
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .clock(clock::instant)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(config.pollInterval())
                .heartbeatInterval(config.heartbeat())
                .threads(config.concurrency())
                .shutdownMaxWait(SHUTDOWN_WAIT)
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("webhook-", 0).factory()))
                .build();
    }

    private static CompletionHandler<Integer> next(WebhookDeliveries.Next next) {
        return switch (next) {
            case WebhookDeliveries.Next.Done done -> new CompletionHandler.OnCompleteRemove<>();
            case WebhookDeliveries.Next.At at -> (done, task) -> task.reschedule(done, at.time(), at.calls());
        };
    }

    void start(@Observes StartupEvent event) {
        scheduler.ifPresent(Scheduler::start);
    }

    /** Stops polling when the shutdown begins. Other replicas execute the deliveries. */
    void pause(@Observes ShutdownDelayInitiatedEvent event) {
        scheduler.ifPresent(Scheduler::pause);
    }

    /** Waits for the calls in progress. A call that takes longer is interrupted, and another replica repeats it. */
    void stop(@Observes ShutdownEvent event) {
        scheduler.ifPresent(Scheduler::stop);
    }

    /** Polls for due deliveries immediately instead of at the end of the poll interval. */
    void pollNow() {
        scheduler.ifPresent(Scheduler::triggerCheckForDueExecutions);
    }

    /** Stores the number of calls of a delivery as decimal digits. A new delivery has no data. */
    private static final class CallCount implements Serializer {
        @Override
        public byte[] serialize(Object calls) {
            return calls == null ? null : calls.toString().getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] digits) {
            return digits == null ? null : type.cast(Integer.valueOf(new String(digits, StandardCharsets.US_ASCII)));
        }
    }
}
