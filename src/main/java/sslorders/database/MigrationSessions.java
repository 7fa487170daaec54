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
 * Provides Flyway with connections outside of the pool, without the timeouts of the service's sessions. A migration can take
 * minutes. During this time, the transaction in which Flyway holds its lock is idle. All other properties are the same as for the
 * pool. The URL and user of {@code quarkus.flyway} are used if they are set.
 */
@Singleton
final class MigrationSessions implements FlywayConfigurationCustomizer {
    private static final String SOCKET_TIMEOUT = "socketTimeout";
    private static final String OPTIONS = "options";
    private static final Set<String> OVERRIDDEN = Set.of(SOCKET_TIMEOUT, OPTIONS);

    /** The maximum number of connections. Flyway uses at most three. */
    private static final int MAX_CONNECTIONS = 5;

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
                // Parameters of the URL would take precedence over these properties.
                .jdbcUrl(without(OVERRIDDEN, url));
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
                        connections -> connections.maxSize(MAX_CONNECTIONS).connectionFactoryConfiguration(factory));
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
     * Returns the options of the pool, followed by the options of migrations, which take precedence. Other options, such as a
     * {@code search_path}, are kept.
     */
    private String options(String url, Properties properties) {
        Properties parsed = Driver.parseURL(url, properties);
        if (parsed == null) {
            throw new FlywayException("The PostgreSQL driver cannot parse the JDBC URL");
        }
        return parsed.getProperty(OPTIONS, "") + " -c statement_timeout=0 -c idle_in_transaction_session_timeout=0"
                + " -c lock_timeout=" + config.migrationLockTimeout().value();
    }

    /** Returns the JDBC URL without the parameters that have one of the names. */
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
