package sslorders.log;

import io.quarkus.logging.LoggingFilter;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import sslorders.database.DatabaseErrors;
import sslorders.text.Unprintable;

/** Shortens and masks every log line before it is written. No line is suppressed. */
@LoggingFilter(name = "console")
final class LogFilter implements Filter {
    private static final Formatter MESSAGE = new PatternFormatter("%s");

    /** The loggers of db-scheduler and the transaction manager, which log database failures with a stack trace. */
    private static final List<String> VERBOSE = List.of("com.github.kagkarlsson.", "com.arjuna.");

    /** The default of {@code quarkus.http.access-log.category}. Each of its messages is one line. */
    private static final String ACCESS_LOG = "io.quarkus.http.access-log";

    /** The package of the service. Each message of its loggers is one line. */
    private static final String SERVICE = "sslorders.";

    private static final IntPredicate NONE = codePoint -> false;

    @Override
    public boolean isLoggable(LogRecord line) {
        shorten(line);
        mask(line);
        return true;
    }

    /**
     * Shortens messages of libraries about an unavailable database to one line. Libraries log them several times a second on each
     * replica, and a stack trace of a hundred lines would hide all other messages.
     */
    private static void shorten(LogRecord line) {
        Throwable failure = line.getThrown();
        if (failure != null
                && line.getLoggerName() != null
                && VERBOSE.stream().anyMatch(line.getLoggerName()::startsWith)
                && DatabaseErrors.isCauseOf(failure)) {
            setMessage(
                    line, MESSAGE.format(line) + " The database is unavailable: " + DatabaseErrors.describe(failure));
            line.setThrown(null);
        }
    }

    private static void setMessage(LogRecord line, String message) {
        if (line instanceof ExtLogRecord formatted) {
            formatted.setMessage(message, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            line.setMessage(message);
            line.setParameters(null);
        }
    }

    /**
     * Masks confidential data, and escapes characters by which a request could forge a line or control a terminal. Messages of
     * other libraries keep their line breaks and tabs.
     */
    private static void mask(LogRecord line) {
        if (line instanceof ExtLogRecord formatted) {
            String message = MESSAGE.format(line);
            String masked = Mask.of(message);
            if (masked != null) {
                masked = Unprintable.escaped(masked, isOneLine(line.getLoggerName()) ? NONE : Mask.LINE_BREAK_OR_TAB);
                if (!masked.equals(message)) {
                    setMessage(formatted, masked);
                }
            }
        }
        if (line.getThrown() != null) {
            line.setThrown(MaskedFailure.of(line.getThrown()));
        }
    }

    private static boolean isOneLine(String logger) {
        return logger != null && (logger.startsWith(ACCESS_LOG) || logger.startsWith(SERVICE));
    }
}
