package sslorders.resend;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import sslorders.config.ConfigCheck;
import sslorders.database.Database;
import sslorders.database.Retention;
import sslorders.database.Row;

/**
 * Deletes the resends that became final before the configured retention period, with their attempts. Without a configured period,
 * it deletes nothing. It never deletes a resend that is not final.
 */
@Startup
@ApplicationScoped
class HistoryRetention implements Retention {
    private static final String KEY = "ssl-orders.resend.history-retention";
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    static final String DELETE = """
            with old as materialized (
              select id from resend where id > ? and id < ? and settled_at < ? order by id limit ?),
            attempts as (delete from attempt where resend_id in (select id from old)),
            resends as (delete from resend where id in (select id from old) returning id)
            select id from resends order by id""";

    private final Database database;
    private final Optional<Duration> retention;
    private final InstantSource clock;

    HistoryRetention(Database database, ResendConfig config, InstantSource clock) {
        this.database = database;
        this.retention = config.historyRetention();
        this.clock = clock;
        retention.ifPresent(time -> check(time, config));
    }

    /** Rejects a retention period so short that a limit or a retried request may still need a deleted resend. */
    private static void check(Duration retention, ResendConfig config) {
        ConfigCheck.notShorter(
                KEY, retention, "the 24 hours of ssl-orders.resend.order-quota-per-day", CoolDownPolicy.DAY);
        ConfigCheck.notShorter(KEY, retention, "ssl-orders.resend.cool-down", config.coolDown());
        ConfigCheck.notShorter(
                KEY, retention, "ssl-orders.resend.idempotency-key-retention", config.idempotencyKeyRetention());
    }

    @Override
    public void run(BooleanSupplier mayContinue) {
        retention.ifPresent(time -> deleteAll(clock.instant().minus(time), mayContinue));
    }

    /**
     * Starts the scan of each batch after the rows of the previous batch. Otherwise, PostgreSQL would scan all deleted rows that are
     * not vacuumed yet. A resend is created before it becomes final, so its ID bounds the scan, and {@code settled_at} needs no index.
     */
    private void deleteAll(Instant before, BooleanSupplier mayContinue) {
        UUID after = BEFORE_ALL;
        List<UUID> deleted;
        do {
            UUID begin = after;
            deleted = database.list(
                    DELETE,
                    parameters -> parameters
                            .uuid(begin)
                            .uuid(Retention.lowestIdAt(before))
                            .time(before)
                            .number(BATCH),
                    Row::uuid);
            after = deleted.isEmpty() ? after : deleted.getLast();
        } while (deleted.size() == BATCH && mayContinue.getAsBoolean());
    }
}
