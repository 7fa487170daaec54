package sslorders.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

@QuarkusTest
class DatabaseTest extends ServiceTest {
    private static final String INSERT = "insert into written (number) values (?)";
    private static final String COUNT = "select cast(count(*) as integer) from written";

    @Inject
    Database database;

    @Inject
    DataSource pool;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int poolSize;

    @BeforeEach
    void aTable() {
        execute("create table written (number integer primary key)");
    }

    @AfterEach
    void noTable() {
        execute("drop table written");
    }

    @Test
    void transactionIsCommitted() {
        int result = database.transaction(transaction -> transaction.update(INSERT, values -> values.number(1)));

        assertThat(result).isEqualTo(1);
        assertThat(rows("select * from written")).hasSize(1);
    }

    @Test
    void transactionWithAnExceptionIsRolledBack() {
        RuntimeException thrown = new IllegalArgumentException("no");

        assertThatThrownBy(() -> database.transaction(transaction -> {
                    transaction.update(INSERT, values -> values.number(1));
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(rows("select * from written")).isEmpty();
    }

    @Test
    void transactionWithAFailedStatementIsRolledBack() {
        assertThatThrownBy(() -> database.transaction(transaction -> {
                    transaction.update(INSERT, values -> values.number(1));
                    return transaction.update(INSERT, values -> values.number(1));
                }))
                .isInstanceOf(DatabaseException.class);

        assertThat(rows("select * from written")).isEmpty();
    }

    @Test
    void pooledConnectionsStayInAutocommit() throws Exception {
        database.transaction(transaction -> transaction.update(INSERT, values -> values.number(1)));
        assertThatThrownBy(() -> database.transaction(transaction -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        List<Connection> all = new ArrayList<>();
        try {
            // The relay may use one or two connections at the same time.
            for (int i = 0; i < poolSize / 2; i++) {
                all.add(pool.getConnection());
            }
            for (Connection connection : all) {
                assertThat(connection.getAutoCommit()).isTrue();
            }
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    @Test
    void readAfterLockWaitSeesNewCommits() throws Exception {
        try (Connection other = TestParts.database().connect();
                Statement holding = other.createStatement()) {
            other.setAutoCommit(false);
            holding.execute("select pg_advisory_xact_lock(4711)");
            CompletableFuture<Integer> count =
                    CompletableFuture.supplyAsync(() -> database.transaction(transaction -> transaction.lockAndRead(
                            "select pg_advisory_xact_lock(?); " + COUNT, values -> values.number(4711L), Row::number)));
            await().until(() -> !rows("select from pg_locks where locktype = 'advisory' and not granted")
                    .isEmpty());

            holding.execute("insert into written (number) values (1)");
            other.commit();

            assertThat(count.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }
}
