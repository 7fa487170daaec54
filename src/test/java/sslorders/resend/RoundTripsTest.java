package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/** Counts the round trips of a resend to the database: in the log of the PostgreSQL driver, each one ends with a Sync message. */
@QuarkusTest
class RoundTripsTest extends ServiceTest {
    private final Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
    private final DriverLog log = new DriverLog();

    @BeforeEach
    void warmUpAndRecord() {
        captured("1001", capture("1001"));
        captured("1002", capture("1002"));
        as("acme").resend("1001").send().then().statusCode(202);
        driver.setLevel(Level.FINEST);
        driver.addHandler(log);
    }

    @AfterEach
    void stopRecording() {
        driver.removeHandler(log);
        driver.setLevel(null);
    }

    @Test
    void resendTakesFourRoundTrips() {
        as("acme").resend("1002").send().then().statusCode(202);

        assertThat(log.roundTripsOfThreadWith("insert into resend")).isEqualTo(4);
    }

    @Test
    void resendWithKeyTakesFourRoundTrips() {
        as("acme").resend("1002").withKey("a-key").send().then().statusCode(202);

        assertThat(log.roundTripsOfThreadWith("insert into resend")).isEqualTo(4);
    }

    /** The messages to the database, by thread: each request has a thread of its own. */
    private static final class DriverLog extends Handler {
        private final Map<Long, List<String>> messages = new ConcurrentHashMap<>();

        long roundTripsOfThreadWith(String sql) {
            List<List<String>> threads = messages.values().stream()
                    .filter(thread -> thread.stream().anyMatch(message -> message.contains(sql)))
                    .toList();
            assertThat(threads).hasSize(1);
            return threads.getFirst().stream()
                    .filter(message -> message.contains("FE=> Sync"))
                    .count();
        }

        @Override
        public void publish(LogRecord event) {
            messages.computeIfAbsent(event.getLongThreadID(), id -> new CopyOnWriteArrayList<>())
                    .add(event.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
