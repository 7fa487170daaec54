package sslorders.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sslorders.error.ErrorType.UNAVAILABLE;
import static sslorders.http.ProblemMatcher.isProblem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.testing.ImportConnection;
import sslorders.testing.LogRecorder;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** Requests that cannot finish because another transaction hangs or the database ends their session. */
@QuarkusTest
class StuckTransactionTest extends ServiceTest {
    /** The lock timeout of 2 s, and tolerance for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String RESEND = "/ssl/orders/1001/fulfillment-email/resend";
    private static final String TAKE_LOCK_OF_ACME = "select pg_advisory_xact_lock(hashtextextended('acme', 0))";
    private static final String LOCK_ORDERS = "lock table certificate_order in access exclusive mode";

    @Inject
    AgroalDataSource pool;

    @TestHTTPResource("/ssl/orders/import")
    URI imports;

    @Test
    void resendBehindStuckTransactionIsUnavailable() throws Exception {
        captured("1001", capture("1001"));
        captured("2001", "accountId", "globex");
        duringLock(TAKE_LOCK_OF_ACME, () -> {
            long begin = System.nanoTime();
            isUnavailable(as("acme").resend("1001").send());
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);

            as("acme").orders().then().statusCode(200);
            as("globex").resend("2001").then().statusCode(202);
            return null;
        });

        assertThat(rows("select order_id from resend")).hasSize(1);
        as("acme").resend("1001").then().statusCode(202);
        assertThat(ca.calls()).hasSize(2);
    }

    @Test
    void listOfLockedTableIsUnavailable() throws Exception {
        duringLock(LOCK_ORDERS, () -> {
            isUnavailable(as("acme").orders().send());
            return null;
        });
    }

    @Test
    void captureOfLockedOrderIsUnavailable() throws Exception {
        captured("1001", capture("1001"));
        duringLock("select * from certificate_order for update", () -> {
            isUnavailable(asOrdering()
                    .capture("1001", with(capture("1001"), "commonName", "other.acme.example"))
                    .send());
            return null;
        });
    }

    @Test
    void importOfLockedOrderEndsWithFailed() throws Exception {
        captured("1001", capture("1001"));
        String line =
                new ObjectMapper().writeValueAsString(with(with(capture("1001"), "id", "1001"), "status", "revoked"));
        duringLock("select * from certificate_order for update", () -> {
            try (ImportConnection connection =
                    new ImportConnection(imports, TestParts.oidc().token(null, Scopes.CAPTURE))) {
                connection.send(line);
                connection.finish();
                assertThat(connection.result().orElseThrow())
                        .contains("\"failed\"", "urn:ssl-orders:problem:unavailable");
                assertThat(connection.result()).isEmpty();
            }
            return null;
        });
    }

    /** SQLSTATEs 57014 and 57P01. The log has one line without a stack trace. */
    @ParameterizedTest
    @ValueSource(strings = {"pg_cancel_backend", "pg_terminate_backend"})
    void requestCanceledByTheDatabaseIsUnavailable(String end) throws Exception {
        captured("1001", capture("1001"));
        for (Callable<Response> request : List.<Callable<Response>>of(
                () -> as("acme").orders().send(),
                () -> as("acme").resend("1001").send())) {
            try (ExecutorService client = Executors.newSingleThreadExecutor();
                    LogRecorder log = new LogRecorder()) {
                Response answer = duringLock(LOCK_ORDERS, () -> {
                    Future<Response> waiting = client.submit(request);
                    await().pollInterval(Duration.ofMillis(20))
                            .until(() -> !rows("select " + end + "(pid) from pg_locks"
                                            + " where relation = 'certificate_order'::regclass and not granted")
                                    .isEmpty());
                    return waiting.get();
                });
                isUnavailable(answer);
                assertThat(log.text().lines().filter(line -> line.startsWith("sslorders.http.ExceptionMappers")))
                        .singleElement()
                        .asString()
                        .contains("WARN The database is unavailable: SQLSTATE 57");
            }
        }
        as("acme").resend("1001").then().statusCode(202);
    }

    /**
     * The server ends sessions after 1.5 s without activity; the pool validates sessions that were idle for over 1 s.
     */
    @Test
    void sessionEndedByTheServerFailsNoRequest() throws Exception {
        execute("alter database postgres set idle_session_timeout = '1500ms'");
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            pool.flush(FlushMode.ALL);
            Callable<Integer> list = () -> as("acme").orders().send().statusCode();
            clients.invokeAll(Collections.nCopies(16, list));
            assertThat(pool.getMetrics().availableCount()).as("idle sessions").isGreaterThan(2);
            // The relay uses one or two of them.
            await().until(() -> rows("select pid from pg_stat_activity where query like '%certificate_order%'"
                            + " and pid <> pg_backend_pid()")
                    .isEmpty());

            assertThat(clients.invokeAll(Collections.nCopies(32, list)))
                    .extracting(Future::get)
                    .containsOnly(200);
        } finally {
            execute("alter database postgres reset idle_session_timeout");
            pool.flush(FlushMode.ALL);
        }
    }

    private static void isUnavailable(Response answer) {
        answer.then().spec(isProblem(UNAVAILABLE)).header("Retry-After", "5");
    }

    /** Runs an action while another transaction holds the locks of a statement. */
    private static <T> T duringLock(String lock, Callable<T> action) throws Exception {
        try (Connection other = TestParts.database().connect();
                Statement holding = other.createStatement()) {
            other.setAutoCommit(false);
            holding.execute(lock);
            try {
                return action.call();
            } finally {
                other.rollback();
            }
        }
    }
}
