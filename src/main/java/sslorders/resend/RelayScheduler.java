package sslorders.resend;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.stats.MicrometerStatsRegistry;
import com.github.kagkarlsson.scheduler.stats.StatsRegistryAdapter;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import sslorders.config.ServiceMode;
import sslorders.database.Retention;

/**
 * Executes the scheduled tasks on this replica: the next attempt of pending resends, the recovery after a crash, reconciliation, and
 * background jobs. Any replica can execute any task, and only one replica picks each execution.
 */
@Startup
@ApplicationScoped
public class RelayScheduler {
    private static final TaskDescriptor<Void> CLEAN_UP = TaskDescriptor.of("clean-up");

    private final Scheduler scheduler;
    private final ResendsInProgress resends;
    private final Duration shutdownWait;
    private final ServiceMode mode;

    RelayScheduler(
            DataSource database,
            RelaySteps steps,
            ResendsInProgress resends,
            @All List<Retention> retentions,
            @All List<BackgroundJob> jobs,
            RelayConfig config,
            MeterRegistry meters,
            InstantSource clock,
            ServiceMode mode) {
        this.resends = resends;
        this.mode = mode;
        this.shutdownWait = config.shutdownWait();
        CustomTask<Void> step = Tasks.custom(RelayTasks.RESEND)
                // The usual cause is an unavailable database. The stored state of the resend is unchanged.
                .onFailure((failed, task) ->
                        task.reschedule(failed, clock.instant().plus(config.retryFirst())))
                .execute((task, context) -> next(steps.advance(UUID.fromString(task.getId()))));
        RecurringTask<Void> cleaning = Tasks.recurring(CLEAN_UP, FixedDelay.of(config.cleanUpInterval()))
                .execute((task, context) -> retentions.forEach(retention ->
                        retention.run(() -> !context.getSchedulerState().isShuttingDown())));
        List<Task<?>> tasks = new ArrayList<>(List.of(step));
        jobs.forEach(job -> tasks.add(task(job, config, clock)));
        scheduler = Scheduler.create(database, tasks)
                .startTasks(cleaning)
                .jdbcCustomization(RelayTasks.postgres())
                .clock(clock::instant)
                .addSchedulerListener(
                        new StatsRegistryAdapter(new MicrometerStatsRegistry(meters, with(tasks, cleaning))))
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(config.pollInterval())
                .heartbeatInterval(config.heartbeat())
                .threads(config.concurrency())
                .shutdownMaxWait(config.shutdownWait())
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("relay-", 0).factory()))
                .build();
    }

    private static CustomTask<Void> task(BackgroundJob job, RelayConfig config, InstantSource clock) {
        return Tasks.custom(TaskDescriptor.of(job.taskName()))
                // The usual cause is an unavailable database. The job has stored its progress.
                .onFailure((failed, task) ->
                        task.reschedule(failed, clock.instant().plus(config.retryFirst())))
                .execute((task, context) -> next(job.advance(
                        UUID.fromString(task.getId()),
                        () -> !context.getSchedulerState().isShuttingDown())));
    }

    private static List<Task<?>> with(List<Task<?>> tasks, Task<?> other) {
        List<Task<?>> all = new ArrayList<>(tasks);
        all.add(other);
        return all;
    }

    private static CompletionHandler<Void> next(Optional<Instant> at) {
        return at.<CompletionHandler<Void>>map(time -> (done, task) -> task.reschedule(done, time))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    void start(@Observes StartupEvent event) {
        if (mode.isReplica()) {
            scheduler.start();
        }
    }

    /** Stops polling when the shutdown begins. Other replicas execute the tasks. */
    void pause(@Observes ShutdownDelayInitiatedEvent event) {
        scheduler.pause();
    }

    /**
     * Waits for all attempts in progress, for at most twice the configured time. They include the attempts of scheduled tasks and
     * requests, even after the response. An attempt that takes longer is interrupted, and its outcome is then unknown.
     */
    void stop(@Observes ShutdownEvent event) {
        if (!mode.isReplica()) {
            return;
        }
        long start = System.nanoTime();
        scheduler.stop();
        resends.await(shutdownWait.multipliedBy(2).minusNanos(System.nanoTime() - start));
        resends.interrupt();
    }

    /** Polls for due tasks immediately instead of at the end of the poll interval. */
    public void pollNow() {
        scheduler.triggerCheckForDueExecutions();
    }
}
