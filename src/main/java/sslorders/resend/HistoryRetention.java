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
import sslorders.database.Row;

/**
 * Deletes the resends that ended longer ago than the operator wants them kept, with their attempts; none, unless told for
 * how long. One that is not settled stays, however old it is.
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
            gone as (delete from resend where id in (select id from old) returning id)
            select id from gone order by id""";

    private final Database database;
    private final Optional<Duration> retention;
    private final InstantSource clock;

    HistoryRetention(Database database, ResendConfig config, InstantSource clock) {
        this.database = database;
        this.retention = config.historyRetention();
        this.clock = clock;
        retention.ifPresent(time -> check(time, config));
    }

    /** Nothing is deleted that a limit or a repetition may still ask for. */
    private static void check(Duration retention, ResendConfig config) {
        ConfigCheck.notShorter(
                KEY, retention, "the 24 hours of ssl-orders.resend.order-quota-per-day", CoolDownPolicy.DAY);
        ConfigCheck.notShorter(KEY, retention, "ssl-orders.resend.cool-down", config.coolDown());
        ConfigCheck.notShorter(
                KEY, retention, "ssl-orders.resend.idempotency-key-retention", config.idempotencyKeyRetention());
    }

    @Override
    public void run(BooleanSupplier mayGoOn) {
        retention.ifPresent(time -> deleteAll(clock.instant().minus(time), mayGoOn));
    }

    /** Each batch begins behind the one before: PostgreSQL would pass over all that is deleted and not vacuumed yet. */
    private void deleteAll(Instant before, BooleanSupplier mayGoOn) {
        UUID after = BEFORE_ALL;
        List<UUID> deleted;
        do {
            UUID begin = after;
            deleted = database.list(
                    DELETE,
                    parameters -> parameters
                            .uuid(begin)
                            .uuid(firstIdAt(before))
                            .time(before)
                            .number(BATCH),
                    Row::uuid);
            after = deleted.isEmpty() ? after : deleted.getLast();
        } while (deleted.size() == BATCH && mayGoOn.getAsBoolean());
    }

    /**
     * The lowest id that a resend of that time can have: the first 48 bits of a UUID of version 7 are its time. A resend is made
     * before it is final, so this ends the search, and {@code settled_at} needs no index.
     */
    private static UUID firstIdAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
