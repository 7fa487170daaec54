package sslorders.resend;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;

/**
 * When the relay is woken for which resend: one row of db-scheduler's table for each resend that is not settled. All that
 * is written here belongs to the caller's transaction, so that no resend is without its wake-up call.
 */
@Singleton
class RelaySchedule {
    /** The wake-up call of a resend, whose id is that of the instance. It carries nothing: the resend says what to do. */
    static final TaskDescriptor<Void> WAKE_UP = TaskDescriptor.of("resend");

    private final SchedulerClient schedule;

    RelaySchedule(DataSource database) {
        schedule = SchedulerClient.Builder.create(database, List.of())
                .jdbcCustomization(postgres())
                .build();
    }

    /** Named, so that no connection is needed to find out; with {@code SKIP LOCKED} in one statement. */
    static PostgreSqlJdbcCustomization postgres() {
        return new PostgreSqlJdbcCustomization(false, false);
    }

    /** Makes the wake-up call of a new resend. */
    void arrange(Resend resend) {
        // As a batch of one: for a single call the library first looks whether it is there, and no other has this id.
        schedule.scheduleBatch(
                List.of(WAKE_UP.instance(resend.id().toString()).build()),
                resend.dueAt().orElseThrow());
    }

    /**
     * Has the wake-up call agree with the resend: moved to when it is due, or taken away if it is settled. One that is
     * being answered at this moment is left alone, since whoever answers it does the same.
     */
    void follow(Resend resend) {
        var wakeUp = WAKE_UP.instanceId(resend.id().toString());
        try {
            resend.dueAt().ifPresentOrElse(at -> schedule.reschedule(wakeUp, at), () -> schedule.cancel(wakeUp));
        } catch (TaskInstanceException beingAnswered) {
            // Found by a look at the row, not by an error of the database: the transaction is sound.
        }
    }
}
