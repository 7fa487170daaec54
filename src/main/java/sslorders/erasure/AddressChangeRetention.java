package sslorders.erasure;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import sslorders.database.Database;
import sslorders.database.Retention;

/**
 * Deletes the previous admin e-mail addresses that were replaced before the configured retention period. Without a configured period,
 * it deletes nothing.
 */
@Startup
@ApplicationScoped
class AddressChangeRetention implements Retention {
    static final String DELETE = """
            delete from admin_email_change where id in (
              select id from admin_email_change where changed_at < ? order by changed_at limit ?)""";

    private final Database database;
    private final Optional<Duration> retention;
    private final InstantSource clock;

    AddressChangeRetention(Database database, OrderConfig config, InstantSource clock) {
        this.database = database;
        this.retention = config.addressChangeRetention();
        this.clock = clock;
    }

    @Override
    public void run(BooleanSupplier mayContinue) {
        retention.ifPresent(time -> deleteAll(clock.instant().minus(time), mayContinue));
    }

    private void deleteAll(Instant before, BooleanSupplier mayContinue) {
        int deleted;
        do {
            deleted = database.update(
                    DELETE, parameters -> parameters.time(before).number(BATCH));
        } while (deleted == BATCH && mayContinue.getAsBoolean());
    }
}
