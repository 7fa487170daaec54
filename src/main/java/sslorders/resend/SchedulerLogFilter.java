package sslorders.resend;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import sslorders.problem.DatabaseAway;

/**
 * Shortens what db-scheduler logs while the database is away, several times a second at each replica: one line says it,
 * where a hundred of a stack trace would hide everything else.
 */
@LoggingFilter(name = "scheduler")
final class SchedulerLogFilter implements Filter {
    private static final String SCHEDULER = "com.github.kagkarlsson.";

    @Override
    public boolean isLoggable(LogRecord line) {
        Throwable failure = line.getThrown();
        if (failure != null && line.getLoggerName().startsWith(SCHEDULER) && DatabaseAway.isCauseOf(failure)) {
            line.setMessage(line.getMessage() + " The database is away: " + rootCause(failure));
            line.setThrown(null);
        }
        return true;
    }

    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }
}
