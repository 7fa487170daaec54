package sslorders.resend;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;

/**
 * The scheduled tasks of resends: one row of db-scheduler's table for each resend that is not final. {@link ResendStore} writes the
 * rows in the statements that write the resend; the library polls, picks, reschedules and removes them.
 */
final class RelayTasks {
    /** The name of the task. The instance ID is the resend's ID. There is no payload, because the resend contains the state. */
    static final String NAME = "resend";

    static final TaskDescriptor<Void> RESEND = TaskDescriptor.of(NAME);

    private RelayTasks() {}

    /** Configures the library for PostgreSQL: it opens no connection to detect the database, and picks tasks in one statement. */
    static PostgreSqlJdbcCustomization postgres() {
        return new PostgreSqlJdbcCustomization(false, false);
    }
}
