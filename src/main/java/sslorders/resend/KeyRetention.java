package sslorders.resend;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import sslorders.database.Database;
import sslorders.database.Retention;

/** Deletes the idempotency keys of resends that became final before the retention period. The resends stay as the audit trail. */
@Startup
@ApplicationScoped
class KeyRetention implements Retention {
    static final String DELETE = """
            delete from idempotency_key where resend_id in (
              select k.resend_id from idempotency_key k join resend r on r.id = k.resend_id
              where k.used_at < ? and r.settled_at < ?
              order by k.used_at limit ?)""";

    private final Database database;
    private final Duration retention;
    private final InstantSource clock;

    KeyRetention(Database database, ResendConfig config, InstantSource clock) {
        this.database = database;
        this.retention = config.idempotencyKeyRetention();
        this.clock = clock;
    }

    @Override
    public void run(BooleanSupplier mayContinue) {
        Instant before = clock.instant().minus(retention);
        int deleted;
        do {
            deleted = database.update(
                    DELETE, parameters -> parameters.time(before).time(before).number(BATCH));
        } while (deleted == BATCH && mayContinue.getAsBoolean());
    }
}
