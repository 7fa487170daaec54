package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class SchedulerLogFilterTest {
    private static final RuntimeException AWAY =
            new RuntimeException("Unable to open connection", new SQLException("Connection refused", "08001"));

    @Test
    void aDatabaseThatIsAwayIsOneLine() {
        LogRecord line = line("com.github.kagkarlsson.scheduler.RunUntilShutdown", AWAY);

        assertThat(new SchedulerLogFilter().isLoggable(line)).isTrue();
        assertThat(line.getThrown()).isNull();
        assertThat(line.getMessage()).startsWith("Unhandled exception.").contains("Connection refused");
    }

    @Test
    void anyOtherFailureKeepsItsTrace() {
        LogRecord other = line("com.github.kagkarlsson.scheduler.RunUntilShutdown", new IllegalStateException());
        LogRecord elsewhere = line("sslorders.resend.Relay", AWAY);

        assertThat(new SchedulerLogFilter().isLoggable(other)).isTrue();
        assertThat(new SchedulerLogFilter().isLoggable(elsewhere)).isTrue();
        assertThat(other.getThrown()).isNotNull();
        assertThat(elsewhere.getThrown()).isNotNull();
    }

    private static LogRecord line(String logger, Throwable failure) {
        LogRecord line = new LogRecord(Level.SEVERE, "Unhandled exception.");
        line.setLoggerName(logger);
        line.setThrown(failure);
        return line;
    }
}
