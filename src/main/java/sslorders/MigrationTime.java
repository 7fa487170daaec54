package sslorders;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Lets a migration take the time that it takes. Every other statement is given up after the {@code socketTimeout} of the
 * connections; an index on a large table would be begun anew at each start, and never be there.
 */
@Singleton
final class MigrationTime implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration flyway) {
        flyway.callbacks(new Unlimited());
    }

    private static final class Unlimited extends BaseCallback {
        private int limit;

        @Override
        public boolean supports(Event event, Context context) {
            return switch (event) {
                case BEFORE_EACH_MIGRATE, AFTER_EACH_MIGRATE, AFTER_EACH_MIGRATE_ERROR -> true;
                default -> false;
            };
        }

        @Override
        public void handle(Event event, Context context) {
            Connection connection = context.getConnection();
            try {
                if (event == Event.BEFORE_EACH_MIGRATE) {
                    limit = connection.getNetworkTimeout();
                    connection.setNetworkTimeout(Runnable::run, 0);
                } else {
                    // The connection is one of the pool, and goes back to it.
                    connection.setNetworkTimeout(Runnable::run, limit);
                }
            } catch (SQLException e) {
                throw new FlywayException(e);
            }
        }
    }
}
