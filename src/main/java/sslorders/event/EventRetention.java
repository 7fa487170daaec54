package sslorders.event;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import sslorders.database.Database;
import sslorders.database.Retention;
import sslorders.database.Row;

/** Deletes the events that occurred before the configured retention period, even if no client has read them. */
@Startup
@ApplicationScoped
class EventRetention implements Retention {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** Skips the events to which a reader is assigning positions, because two transactions that lock the same rows can block each other. */
    static final String DELETE = """
            with old as materialized (
              select id from event where id > ? and id < ? order by id limit ? for update skip locked),
            deleted as (delete from event where id = any (array (select id from old)) returning id)
            select id from deleted order by id""";

    private final Database database;
    private final Duration retention;
    private final InstantSource clock;

    EventRetention(Database database, EventConfig config, InstantSource clock) {
        this.database = database;
        this.retention = config.retention();
        this.clock = clock;
    }

    /** Starts the scan of each batch after the rows of the previous batch, which can still be in the index. */
    @Override
    public void run(BooleanSupplier mayContinue) {
        UUID end = Retention.lowestIdAt(clock.instant().minus(retention));
        UUID after = BEFORE_ALL;
        List<UUID> deleted;
        do {
            UUID begin = after;
            deleted = database.list(
                    DELETE, parameters -> parameters.uuid(begin).uuid(end).number(BATCH), Row::uuid);
            after = deleted.isEmpty() ? after : deleted.getLast();
        } while (deleted.size() == BATCH && mayContinue.getAsBoolean());
    }
}
