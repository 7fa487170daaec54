package sslorders.resend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
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
 * The metrics of resends; see docs/metrics.md. The gauges of the backlog cover all replicas and are read from the database at each
 * scrape. They are NaN while the database is unavailable.
 */
@Startup
@Singleton
class RelayMetrics {
    private static final Logger LOG = Logger.getLogger(RelayMetrics.class);

    /** Bounds the cost of a scrape: after a CA outage of one day, a million resends can be pending. */
    private static final int MAX_COUNTED = 10_000;

    private static final String WAITING = "select count(*) from (select from scheduled_tasks where task_name = ? limit "
            + MAX_COUNTED + ") as waiting";

    // IDs and their text forms are ordered by time.
    private static final String OLDEST = "select requested_at from resend where id ="
            + " (select cast(min(task_instance) as uuid) from scheduled_tasks where task_name = ?)";
    private static final String EARLIEST_DUE = "select execution_time from scheduled_tasks"
            + " where task_name = ? and not picked order by execution_time limit 1";

    private final DataSource database;
    private final MeterRegistry meters;
    private final InstantSource clock;

    RelayMetrics(DataSource database, MeterRegistry meters, InstantSource clock) {
        this.database = database;
        this.meters = meters;
        this.clock = clock;
        Gauge.builder("ssl.orders.relay.backlog", () -> read(WAITING, rows -> rows.getInt(1)))
                .description("Resends of all replicas that are not final, counted up to " + MAX_COUNTED)
                .register(meters);
        TimeGauge.builder("ssl.orders.relay.oldest", () -> read(OLDEST, this::secondsSince), TimeUnit.SECONDS)
                .description("Age of the oldest resend that is not final; 0 if there is none")
                .register(meters);
        TimeGauge.builder(
                        "ssl.orders.relay.overdue",
                        () -> Math.max(0, read(EARLIEST_DUE, this::secondsSince)),
                        TimeUnit.SECONDS)
                .description("Time since the earliest unexecuted task was due; 0 if there is none")
                .register(meters);
    }

    /** Counts a final resend. Must be called after the commit. */
    void completed(Resend resend) {
        meters.counter(
                        "ssl.orders.resends",
                        "ca",
                        resend.certificateAuthority(),
                        "status",
                        resend.status().wireName())
                .increment();
    }

    private double secondsSince(ResultSet time) throws SQLException {
        Instant instant = time.getObject(1, OffsetDateTime.class).toInstant();
        return Duration.between(instant, clock.instant()).toMillis() / 1000.0;
    }

    private double read(String sql, Reading reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, RelayTasks.NAME);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? reading.of(rows) : 0;
            }
        } catch (SQLException unavailable) {
            LOG.debug("Cannot read the relay's backlog: the database is unavailable", unavailable);
            return Double.NaN;
        }
    }

    private interface Reading {
        double of(ResultSet row) throws SQLException;
    }
}
