package sslorders.database;

import io.smallrye.config.ConfigMapping;
import java.util.regex.Pattern;

/**
 * How long a session of the service may hold up others in the database. The defaults are in application.properties, whose
 * {@code options} send the first three to PostgreSQL.
 */
@ConfigMapping(prefix = "ssl-orders.database")
interface DatabaseConfig {
    /** How long a statement waits for a lock. */
    Time lockTimeout();

    /** How long a transaction may be idle. */
    Time idleInTransactionTimeout();

    /** How long a statement may take. */
    Time statementTimeout();

    /** How long a migration waits for a lock, while all other statements on that table wait behind it. */
    Time migrationLockTimeout();

    /** A time as PostgreSQL reads it; {@code 5m}, which other keys allow, is an error there. */
    record Time(String value) {
        private static final Pattern FORM = Pattern.compile("0*[1-9][0-9]{0,8}(ms|s|min|h|d)");

        public Time {
            if (!FORM.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "must be a positive number with a PostgreSQL unit (ms, s, min, h, d), such as 500ms or 2s");
            }
        }
    }
}
