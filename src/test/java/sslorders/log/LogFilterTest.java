package sslorders.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFilterTest {
    private static final RuntimeException UNAVAILABLE =
            new RuntimeException("Unable to open connection", new SQLException("Connection refused", "08001"));

    @Test
    void unavailableDatabaseIsOneLine() {
        LogRecord line = line("com.github.kagkarlsson.scheduler.RunUntilShutdown", "Unhandled exception.", UNAVAILABLE);

        assertThat(new LogFilter().isLoggable(line)).isTrue();
        assertThat(line.getThrown()).isNull();
        assertThat(line.getMessage()).startsWith("Unhandled exception.").contains("Connection refused");
    }

    @ParameterizedTest
    @CsvSource({
        "com.github.kagkarlsson.scheduler.ExecutePicked, 55P03",
        "com.github.kagkarlsson.scheduler.ExecutePicked, 57014",
        "com.github.kagkarlsson.scheduler.ExecutePicked, 25P03",
        "com.github.kagkarlsson.scheduler.ExecutePicked, 40P01",
        "com.arjuna.ats.jta, 57P05",
        "com.arjuna.ats.jta, 08003"
    })
    void taskCanceledByTheDatabaseIsOneLine(String logger, String state) {
        SQLException ended = new SQLException("canceling statement\n  Where: while locking a tuple", state);
        LogRecord line = line(logger, "Unhandled exception.", new RuntimeException(new RuntimeException(ended)));

        assertThat(new LogFilter().isLoggable(line)).isTrue();
        assertThat(line.getThrown()).isNull();
        assertThat(line.getMessage())
                .isEqualTo("Unhandled exception. The database is unavailable: SQLSTATE " + state
                        + ", canceling statement");
    }

    @Test
    void otherFailureKeepsItsStackTrace() {
        LogRecord other =
                line("com.github.kagkarlsson.scheduler.RunUntilShutdown", "Unhandled.", new IllegalStateException());
        LogRecord elsewhere = line("sslorders.resend.RelayAttempts", "Unhandled.", UNAVAILABLE);

        assertThat(new LogFilter().isLoggable(other)).isTrue();
        assertThat(new LogFilter().isLoggable(elsewhere)).isTrue();
        assertThat(other.getThrown()).isInstanceOf(IllegalStateException.class);
        assertThat(elsewhere.getThrown()).isSameAs(UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            to admin@shop.acme.example now              | to ***@shop.acme.example now
            Failing row (1, jo.d'or+x@a-b.example)      | Failing row (1, jo.d'***@a-b.example)
            GET /x?to=admin%40acme.example HTTP         | GET /x?to=***%40acme.example HTTP
            at https://user:secret@ca.example/x         | at https://user:***@ca.example/x
            Authorization: Bearer abc.def-ghi_jkl       | Authorization: Bearer ***
            token eyJhbGciOi.eyJzdWIi.c2ln refused      | token *** refused
            """)
    void addressesAndTokensAreMasked(String message, String shown) {
        assertThat(shown(line("x", message, null))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Object@1a2b3c is in the way",
                "Resend 01a2 of order 1001, attempt 1: CA alpha: accepted (12 ms)",
                "the bearer of bad news",
                "100 % of {0} and %s",
                "user@host"
            })
    void otherTextIsUnchanged(String message) {
        assertThat(shown(line("x", message, null))).isEqualTo(message);
    }

    @Test
    void parametersAreMaskedToo() {
        ExtLogRecord line = new ExtLogRecord(Level.INFO, "row %s of %s", ExtLogRecord.FormatStyle.PRINTF, "x");
        line.setParameters(new Object[] {"7", "admin@acme.example"});

        assertThat(shown(line)).isEqualTo("row 7 of ***@acme.example");
    }

    @Test
    void allCausesAreMaskedAndKeepTheirStackTraces() {
        Exception cause = new IllegalArgumentException("not admin@acme.example");
        LogRecord line = line("x", "Failed", new IllegalStateException("wrapped", cause));

        new LogFilter().isLoggable(line);

        String text = new PatternFormatter("%s%e").format(line);
        assertThat(text)
                .contains("java.lang.IllegalStateException: wrapped")
                .contains("java.lang.IllegalArgumentException: not ***@acme.example")
                .contains("at sslorders.log.LogFilterTest.allCausesAreMasked")
                .doesNotContain("admin@", "MaskedFailure");
    }

    @Test
    void circularCausesAreMasked() {
        Exception first = new IllegalStateException("of admin@acme.example");
        first.initCause(new IllegalArgumentException(first));
        LogRecord line = line("x", "Failed", first);
        LogRecord suppressed = line("x", "Failed", new IllegalStateException("clean"));
        suppressed.getThrown().addSuppressed(new IllegalStateException("admin@acme.example"));

        for (LogRecord each : List.of(line, suppressed)) {
            new LogFilter().isLoggable(each);
            assertThat(new PatternFormatter("%s%e").format(each)).doesNotContain("admin@");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.quarkus.http.access-log", "sslorders.http.ExceptionMappers"})
    void controlCharactersCannotBreakAMessageIntoLines(String logger) {
        String forged = "198.51.100.1 a\n203.0.113.7 b\r\t\u001b[2J\u0000\u0085\u009b\u2028\u202e\ud800 200";

        assertThat(shown(line(logger, forged, null)))
                .isEqualTo(
                        "198.51.100.1 a\\u000a203.0.113.7 b\\u000d\\u0009\\u001b[2J\\u0000\\u0085\\u009b\\u2028\\u202e"
                                + "\\ud800 200");
    }

    @Test
    void libraryMessageKeepsOnlyLineBreaksAndTabs() {
        assertThat(shown(line("org.flywaydb.core", "a\n\tb\u001b[2J\rc", null))).isEqualTo("a\n\tb\\u001b[2J\\u000dc");
    }

    @Test
    void addressWithVeryLongDomainIsMasked() {
        assertThat(shown(line("x", "admin@a" + ".a".repeat(30_000) + ".example", null)))
                .startsWith("***@a.a.a");
    }

    @Test
    void messageWithParametersIsEscapedAfterFormatting() {
        ExtLogRecord line = new ExtLogRecord(Level.WARN, "got %s", ExtLogRecord.FormatStyle.PRINTF, "x");
        line.setLoggerName("x");
        line.setParameters(new Object[] {"\u001b[31m"});

        assertThat(shown(line)).isEqualTo("got \\u001b[31m");
    }

    @Test
    void failureIsEscapedAndKeepsItsStackTrace() {
        LogRecord line = line(
                "x", "Failed", new IllegalStateException("a\u001b[2J", new IllegalArgumentException("b\u202e\rc")));

        shown(line);

        assertThat(new PatternFormatter("%s%e").format(line))
                .contains(
                        "java.lang.IllegalStateException: a\\u001b[2J",
                        "java.lang.IllegalArgumentException: b\\u202e\\u000dc")
                .contains("at sslorders.log.LogFilterTest.failureIsEscapedAndKeepsItsStackTrace");
    }

    private static String shown(LogRecord line) {
        assertThat(new LogFilter().isLoggable(line)).isTrue();
        return new PatternFormatter("%s").format(line);
    }

    private static ExtLogRecord line(String logger, String message, Throwable failure) {
        ExtLogRecord line = new ExtLogRecord(Level.ERROR, message, ExtLogRecord.FormatStyle.NO_FORMAT, "x");
        line.setLoggerName(logger);
        line.setThrown(failure);
        return line;
    }
}
