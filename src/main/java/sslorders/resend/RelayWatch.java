package sslorders.resend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * What can be seen of resends from outside; docs/metrics.md has the names. What waits is read from the database at each look,
 * since no replica knows of all of it, and is not a number while the database is away.
 */
@Startup
@Singleton
class RelayWatch {
    private static final Logger LOG = Logger.getLogger(RelayWatch.class);

    /** Counting has an end, where it no longer matters: a CA that is away for a day may have a million resends wait. */
    private static final int MOST_COUNTED = 10_000;

    private static final String WAITING = "select count(*) from (select from scheduled_tasks where task_name = ? limit "
            + MOST_COUNTED + ") as waiting";

    // Ids are in the order of their time, also as texts.
    private static final String OLDEST = "select requested_at from resend where id ="
            + " (select cast(min(task_instance) as uuid) from scheduled_tasks where task_name = ?)";
    private static final String EARLIEST_DUE = "select execution_time from scheduled_tasks"
            + " where task_name = ? and not picked order by execution_time limit 1";

    private final DataSource database;
    private final MeterRegistry meters;
    private final TransactionSynchronizationRegistry transactions;
    private final InstantSource clock;

    RelayWatch(
            DataSource database,
            MeterRegistry meters,
            TransactionSynchronizationRegistry transactions,
            InstantSource clock) {
        this.database = database;
        this.meters = meters;
        this.transactions = transactions;
        this.clock = clock;
        Gauge.builder("ssl.orders.relay.backlog", () -> read(WAITING, rows -> rows.getInt(1)))
                .description("Resends of all replicas that are not settled, up to " + MOST_COUNTED)
                .register(meters);
        TimeGauge.builder("ssl.orders.relay.oldest", () -> read(OLDEST, this::secondsSince), TimeUnit.SECONDS)
                .description("How long ago the oldest of them was requested; 0 if there is none")
                .register(meters);
        TimeGauge.builder(
                        "ssl.orders.relay.overdue",
                        () -> Math.max(0, read(EARLIEST_DUE, this::secondsSince)),
                        TimeUnit.SECONDS)
                .description("For how long a wake-up call has been due that no replica answers; 0 if there is none")
                .register(meters);
    }

    /** Counts a resend that the transaction under way settles, once that has been committed. */
    void settled(Resend resend) {
        String authority = resend.certificateAuthority();
        String status = resend.status().wireName();
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int end) {
                if (end == Status.STATUS_COMMITTED) {
                    meters.counter("ssl.orders.resends", "ca", authority, "status", status)
                            .increment();
                }
            }
        });
    }

    private double secondsSince(ResultSet time) throws SQLException {
        Instant instant = time.getObject(1, OffsetDateTime.class).toInstant();
        return Duration.between(instant, clock.instant()).toMillis() / 1000.0;
    }

    private double read(String sql, Reading reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, RelaySchedule.WAKE_UP.getTaskName());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? reading.of(rows) : 0;
            }
        } catch (SQLException away) {
            LOG.debug("the database is away", away);
            return Double.NaN;
        }
    }

    private interface Reading {
        double of(ResultSet row) throws SQLException;
    }
}
