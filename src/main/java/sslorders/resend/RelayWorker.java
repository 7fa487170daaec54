package sslorders.resend;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.stats.MicrometerStatsRegistry;
import com.github.kagkarlsson.scheduler.stats.StatsRegistryAdapter;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import sslorders.config.ConfigCheck;

/**
 * Answers the wake-up calls of resends at this replica: the next attempt of those that wait, and the end of those whose
 * service died. Any replica may answer any call; each call is answered by one.
 */
@Startup
@ApplicationScoped
class RelayWorker {
    private static final TaskDescriptor<Void> CLEAN_UP = TaskDescriptor.of("clean-up");

    private final Scheduler scheduler;
    private final ResendsInProgress resends;
    private final Duration shutdownWait;

    RelayWorker(
            DataSource database,
            Relay relay,
            ResendsInProgress resends,
            @All List<CleanUp> cleanUps,
            RelayConfig config,
            MeterRegistry meters,
            InstantSource clock) {
        check(config);
        this.resends = resends;
        this.shutdownWait = config.shutdownWait();
        CustomTask<Void> wakeUp = Tasks.custom(RelaySchedule.WAKE_UP)
                // The database was away, most likely; the resend still says what there is to do.
                .onFailure((failed, call) ->
                        call.reschedule(failed, clock.instant().plus(config.retryFirst())))
                .execute((call, context) -> again(relay.advance(UUID.fromString(call.getId()))));
        RecurringTask<Void> cleaning = Tasks.recurring(CLEAN_UP, FixedDelay.of(config.cleanUpInterval()))
                .execute((task, context) -> cleanUps.forEach(cleanUp ->
                        cleanUp.run(() -> !context.getSchedulerState().isShuttingDown())));
        scheduler = Scheduler.create(database, wakeUp)
                .startTasks(cleaning)
                .jdbcCustomization(RelaySchedule.postgres())
                .clock(clock::instant)
                .addSchedulerListener(
                        new StatsRegistryAdapter(new MicrometerStatsRegistry(meters, List.of(wakeUp, cleaning))))
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(config.pollInterval())
                .heartbeatInterval(config.heartbeat())
                .threads(config.concurrency())
                .shutdownMaxWait(config.shutdownWait())
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("relay-", 0).factory()))
                .build();
    }

    private static void check(RelayConfig config) {
        ConfigCheck.positive("ssl-orders.relay.retry-first", config.retryFirst());
        ConfigCheck.positive("ssl-orders.relay.retry-longest", config.retryLongest());
        ConfigCheck.positive("ssl-orders.relay.give-up-after", config.giveUpAfter());
        ConfigCheck.positive("ssl-orders.relay.reconcile-after", config.reconcileAfter());
        ConfigCheck.atLeastOne("ssl-orders.relay.concurrency", config.concurrency());
        ConfigCheck.positive("ssl-orders.relay.poll-interval", config.pollInterval());
        ConfigCheck.positive("ssl-orders.relay.heartbeat", config.heartbeat());
        ConfigCheck.positive("ssl-orders.relay.clean-up-interval", config.cleanUpInterval());
        ConfigCheck.positive("ssl-orders.relay.settle-within", config.settleWithin());
        ConfigCheck.positive("ssl-orders.relay.shutdown-wait", config.shutdownWait());
        ConfigCheck.positive("ssl-orders.relay.recovery-margin", config.recoveryMargin());
    }

    private static CompletionHandler<Void> again(Optional<Instant> at) {
        return at.<CompletionHandler<Void>>map(time -> (done, call) -> call.reschedule(done, time))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    void start(@Observes StartupEvent started) {
        scheduler.start();
    }

    /** Answers no more calls while the requests of this replica are being finished; another replica does. */
    void pause(@Observes ShutdownDelayInitiatedEvent ending) {
        scheduler.pause();
    }

    /**
     * Waits for the attempts in progress, at most twice the configured wait, whether the scheduler or a request began them.
     * An attempt that takes longer is interrupted, and its outcome is unknown.
     */
    void stop(@Observes ShutdownEvent ending) {
        long start = System.nanoTime();
        scheduler.stop();
        resends.await(shutdownWait.multipliedBy(2).minusNanos(System.nanoTime() - start));
    }

    /** Has it look for what is due now, and not only at its next look. */
    void wake() {
        scheduler.triggerCheckForDueExecutions();
    }
}
