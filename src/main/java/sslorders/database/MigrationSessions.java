package sslorders.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.AgroalDataSourceConfiguration.DataSourceImplementation;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.Driver;

/**
 * Gives Flyway connections of its own, outside of the pool, to which the timeouts of the service's sessions do not apply. A
 * migration may take minutes, and Flyway holds its lock in a transaction that is idle meanwhile. The connections have all
 * other properties of those of the pool, and the URL and user of {@code quarkus.flyway}, if they are set.
 */
@Singleton
final class MigrationSessions implements FlywayConfigurationCustomizer {
    private static final String SOCKET_TIMEOUT = "socketTimeout";
    private static final String OPTIONS = "options";
    private static final Set<String> OWN = Set.of(SOCKET_TIMEOUT, OPTIONS);

    /** Flyway uses up to three. */
    private static final int MOST = 5;

    private final AgroalDataSource pool;
    private final DatabaseConfig config;

    MigrationSessions(AgroalDataSource pool, DatabaseConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        var pooled = pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        boolean hasOwnUrl = flyway.getUrl() != null;
        String url = hasOwnUrl ? flyway.getUrl() : pooled.jdbcUrl();
        var factory = new AgroalConnectionFactoryConfigurationSupplier()
                .connectionProviderClass(pooled.connectionProviderClass())
                // What is in the URL would take precedence over the properties.
                .jdbcUrl(without(OWN, url));
        pooled.jdbcProperties().forEach((name, value) -> factory.jdbcProperty(name.toString(), value.toString()));
        factory.jdbcProperty(SOCKET_TIMEOUT, "0").jdbcProperty(OPTIONS, options(url, pooled.jdbcProperties()));
        if (hasOwnUrl) {
            factory.principal(new NamePrincipal(flyway.getUser())).credential(new SimplePassword(flyway.getPassword()));
        } else {
            authenticate(factory, pooled);
        }
        var settings = new AgroalDataSourceConfigurationSupplier()
                .dataSourceImplementation(DataSourceImplementation.AGROAL_POOLLESS)
                .connectionPoolConfiguration(
                        connections -> connections.maxSize(MOST).connectionFactoryConfiguration(factory));
        try {
            flyway.dataSource(AgroalDataSource.from(settings));
        } catch (SQLException e) {
            throw new FlywayException(e);
        }
    }

    private static void authenticate(
            AgroalConnectionFactoryConfigurationSupplier factory, AgroalConnectionFactoryConfiguration pooled) {
        factory.principal(pooled.principal());
        pooled.credentials().forEach(factory::credential);
    }

    /**
     * The options of the pool and after them, where they take precedence, those of migrations. What else is in them, such as
     * a {@code search_path}, is kept.
     */
    private String options(String url, Properties properties) {
        Properties given = Driver.parseURL(url, properties);
        if (given == null) {
            throw new FlywayException("The PostgreSQL driver cannot parse the JDBC URL");
        }
        return given.getProperty(OPTIONS, "") + " -c statement_timeout=0 -c idle_in_transaction_session_timeout=0"
                + " -c lock_timeout=" + config.migrationLockTimeout().value();
    }

    /** A JDBC URL without the parameters of those names. */
    static String without(Set<String> names, String url) {
        int begin = url.indexOf('?');
        if (begin < 0) {
            return url;
        }
        String kept = Arrays.stream(url.substring(begin + 1).split("&"))
                .filter(parameter -> !names.contains(parameter.split("=", 2)[0]))
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? url.substring(0, begin) : url.substring(0, begin + 1) + kept;
    }
}
