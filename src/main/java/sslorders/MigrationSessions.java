package sslorders;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.AgroalDataSourceConfiguration.DataSourceImplementation;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Properties;
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
        var factory = new AgroalConnectionFactoryConfigurationSupplier()
                .connectionProviderClass(pooled.connectionProviderClass())
                .jdbcUrl(unlimited(hasOwnUrl ? flyway.getUrl() : pooled.jdbcUrl(), pooled.jdbcProperties()));
        pooled.jdbcProperties().forEach((name, value) -> factory.jdbcProperty(name.toString(), value.toString()));
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
     * The URL with the settings of migrations at its end, where they take precedence over those before them and over the
     * properties. What else is in {@code options}, such as a {@code search_path}, is kept.
     */
    private String unlimited(String url, Properties properties) {
        Properties given = Driver.parseURL(url, properties);
        if (given == null) {
            throw new FlywayException("PostgreSQL's driver cannot read the JDBC URL");
        }
        String options = given.getProperty("options", "") + " -c statement_timeout=0"
                + " -c idle_in_transaction_session_timeout=0 -c lock_timeout="
                + config.migrationLockTimeout().value();
        return url + (url.contains("?") ? "&" : "?") + "socketTimeout=0&options="
                + URLEncoder.encode(options.strip(), StandardCharsets.UTF_8);
    }
}
