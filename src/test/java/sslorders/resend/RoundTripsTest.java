package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/**
 * Counts the round trips of a resend to the database: in the log of the PostgreSQL driver, each one ends with a Sync message. The
 * parameter with the order's ID identifies the thread of the request, and the log line of the attempt identifies the attempt's thread.
 */
@QuarkusTest
class RoundTripsTest extends ServiceTest {
    private static final String PARAMETER = "<('1002')>";
    private static final String ATTEMPT = "of order 1002, attempt 1";

    private final Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
    private final Logger attempts = Logger.getLogger(RelayAttempts.class.getName());
    private final Messages messages = new Messages();

    @BeforeEach
    void warmUpAndRecord() {
        captured("1001", capture("1001"));
        captured("1002", capture("1002"));
        as("acme").resend("1001").then().statusCode(202);
        driver.setLevel(Level.ALL);
        driver.addHandler(messages);
        attempts.addHandler(messages);
    }

    @AfterEach
    void stopRecording() {
        attempts.removeHandler(messages);
        driver.removeHandler(messages);
        driver.setLevel(null);
    }

    @Test
    void resendTakesFourRoundTrips() {
        as("acme").resend("1002").then().statusCode(202);

        assertThat(messages.ofThreadsWith(PARAMETER, ATTEMPT))
                .filteredOn(Messages::isRoundTrip)
                .hasSize(4);
    }

    @Test
    void resendWithKeyTakesFourRoundTrips() {
        as("acme").resend("1002").withKey("a-key").then().statusCode(202);

        assertThat(messages.ofThreadsWith(PARAMETER, ATTEMPT))
                .filteredOn(Messages::isRoundTrip)
                .hasSize(4);
    }

    /** Records log messages by thread. */
    private static final class Messages extends Handler {
        private final Map<Long, List<String>> byThread = new ConcurrentHashMap<>();
        private final Formatter format = new PatternFormatter("%s");

        static boolean isRoundTrip(String message) {
            return message.contains("FE=> Sync");
        }

        /** Returns the messages of all threads with a message that contains one of the texts. */
        List<String> ofThreadsWith(String... texts) {
            return byThread.values().stream()
                    .filter(messages -> messages.stream()
                            .anyMatch(message -> Stream.of(texts).anyMatch(message::contains)))
                    .flatMap(List::stream)
                    .toList();
        }

        @Override
        public void publish(LogRecord event) {
            byThread.computeIfAbsent(event.getLongThreadID(), id -> new CopyOnWriteArrayList<>())
                    .add(format.format(event));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
