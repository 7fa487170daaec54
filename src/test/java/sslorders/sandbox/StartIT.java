package sslorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged jar does not start with an invalid configuration, and reports the key in one line. */
class StartIT {
    @TempDir
    Path folder;

    @Test
    void allMissingKeysAreReportedTogether() throws IOException {
        String log = refused(Map.of());

        assertThat(log)
                .contains(
                        "quarkus.datasource.jdbc.url",
                        "quarkus.datasource.username",
                        "quarkus.datasource.password",
                        "quarkus.oidc.auth-server-url");
    }

    @ParameterizedTest
    @CsvSource({
        "QUARKUS_DATASOURCE_JDBC_URL, quarkus.datasource.jdbc.url",
        "QUARKUS_DATASOURCE_USERNAME, quarkus.datasource.username",
        "QUARKUS_DATASOURCE_PASSWORD, quarkus.datasource.password",
        "QUARKUS_OIDC_AUTH_SERVER_URL, quarkus.oidc.auth-server-url",
        "SSL_ORDERS_CA_ALPHA_DIALECT, ssl-orders.ca.alpha.dialect",
        "SSL_ORDERS_CA_ALPHA_URL, ssl-orders.ca.alpha.url",
    })
    void missingKeyIsReported(String variable, String key) throws IOException {
        Map<String, String> environment = complete();
        environment.remove(variable);

        assertThat(refused(environment)).contains(key);
    }

    @ParameterizedTest
    @CsvSource({
        "SSL_ORDERS_RESEND_COOL_DOWN, soon, ssl-orders.resend.cool-down",
        "SSL_ORDERS_CA_ALPHA_READ_TIMEOUT, ten, ssl-orders.ca.alpha.read-timeout",
        "SSL_ORDERS_RESEND_ORDER_QUOTA_PER_DAY, many, ssl-orders.resend.order-quota-per-day",
        "SSL_ORDERS_CA_ALPHA_ON_UNKNOWN, guess, ssl-orders.ca.alpha.on-unknown",
        "SSL_ORDERS_DATABASE_LOCK_TIMEOUT, 2 seconds, ssl-orders.database.lock-timeout",
        "SSL_ORDERS_DATABASE_IDLE_IN_TRANSACTION_TIMEOUT, 0, ssl-orders.database.idle-in-transaction-timeout",
        "SSL_ORDERS_DATABASE_STATEMENT_TIMEOUT, 5m, ssl-orders.database.statement-timeout",
        "SSL_ORDERS_DATABASE_MIGRATION_LOCK_TIMEOUT, never, ssl-orders.database.migration-lock-timeout",
    })
    void unreadableValueIsReported(String variable, String value, String key) throws IOException {
        Map<String, String> environment = complete();
        environment.put(variable, value);

        assertThat(refused(environment)).contains(key);
    }

    @Test
    void allImpossibleValuesAreReportedTogether() throws IOException {
        Map<String, String> environment = complete();
        environment.put("SSL_ORDERS_RELAY_RETRY_FIRST", "0s");
        environment.put("SSL_ORDERS_ADMISSION_MAX_READS", "0");
        environment.put("SSL_ORDERS_CA_ALPHA_CIRCUIT_FAILURE_RATIO", "1.5");

        assertThat(refused(environment))
                .contains(
                        "ssl-orders.relay.retry-first", "must be positive",
                        "ssl-orders.admission.max-reads", "must be at least 1",
                        "ssl-orders.ca.alpha.circuit-failure-ratio", "must be greater than 0 and at most 1");
    }

    private Map<String, String> complete() {
        Map<String, String> environment = new HashMap<>();
        // No server listens there: a start that connects to the port would also fail, but without reporting the key.
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:9/orders");
        environment.put("QUARKUS_DATASOURCE_USERNAME", "orders");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "secret");
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", "http://localhost:9/default");
        environment.put("SSL_ORDERS_CA_ALPHA_DIALECT", "rest");
        environment.put("SSL_ORDERS_CA_ALPHA_URL", "https://ca.example");
        environment.put("SSL_ORDERS_CA_ALPHA_CREDENTIALS_TOKEN", "secret");
        return environment;
    }

    private String refused(Map<String, String> environment) throws IOException {
        Path log = folder.resolve("log");
        try (ServiceProcess service = ServiceProcess.launch(0, environment, log)) {
            assertThat(service.awaitExit()).isNotZero();
        }
        String text = Files.readString(log);
        assertThat(text).doesNotContain("secret", "\tat ");
        return text;
    }
}
