package sslorders.database;

import io.smallrye.config.ConfigMapping;
import java.util.regex.Pattern;

/**
 * Configures timeouts that keep one database session from blocking others. The defaults are in {@code application.properties},
 * whose property {@code options} sends the first three values to PostgreSQL.
 */
@ConfigMapping(prefix = "ssl-orders.database")
interface DatabaseConfig {
    /** The maximum time for which a statement waits for a lock. */
    Time lockTimeout();

    /** The maximum time for which a transaction may be idle. */
    Time idleInTransactionTimeout();

    /** The maximum execution time of a statement. */
    Time statementTimeout();

    /** The maximum time for which a migration waits for a lock. Meanwhile all other statements on that table wait as well. */
    Time migrationLockTimeout();

    /** A duration in PostgreSQL's format, which differs from the format of other keys: {@code 5m} is invalid in PostgreSQL. */
    record Time(String value) {
        private static final Pattern FORMAT = Pattern.compile("0*[1-9][0-9]{0,8}(ms|s|min|h|d)");

        public Time {
            if (!FORMAT.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "must be a positive number with a PostgreSQL unit (ms, s, min, h, d), such as 500ms or 2s");
            }
        }
    }
}
