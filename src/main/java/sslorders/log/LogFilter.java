package sslorders.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import sslorders.problem.DatabaseAway;

/** What each line goes through on its way to the console; none is held back. */
@LoggingFilter(name = "console")
final class LogFilter implements Filter {
    private static final Formatter MESSAGE = new PatternFormatter("%s");
    private static final String SCHEDULER = "com.github.kagkarlsson.";

    @Override
    public boolean isLoggable(LogRecord line) {
        shorten(line);
        mask(line);
        return true;
    }

    /**
     * Shortens what db-scheduler logs while the database is away, several times a second at each replica: one line says it,
     * where a hundred of a stack trace would hide everything else.
     */
    private static void shorten(LogRecord line) {
        Throwable failure = line.getThrown();
        if (failure != null && line.getLoggerName().startsWith(SCHEDULER) && DatabaseAway.isCauseOf(failure)) {
            line.setMessage(line.getMessage() + " The database is away: " + rootCause(failure));
            line.setThrown(null);
        }
    }

    private static void mask(LogRecord line) {
        if (line instanceof ExtLogRecord formatted) {
            String message = MESSAGE.format(line);
            String masked = Mask.of(message);
            if (masked != null && !masked.equals(message)) {
                formatted.setMessage(masked, ExtLogRecord.FormatStyle.NO_FORMAT);
            }
        }
        if (line.getThrown() != null) {
            line.setThrown(MaskedFailure.of(line.getThrown()));
        }
    }

    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }
}
