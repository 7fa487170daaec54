package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static sslorders.error.ErrorType.ACCOUNT_MISMATCH;
import static sslorders.error.ErrorType.ORDER_STATE_UNKNOWN;
import static sslorders.http.ProblemMatcher.isProblem;
import static sslorders.http.ProblemMatcher.urn;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.account.Scopes;
import sslorders.testing.ApiClient;
import sslorders.testing.ImportConnection;
import sslorders.testing.LogRecorder;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** An order ID that belongs to the wrong account. The tests execute the SQL of docs/runbook.md. */
@QuarkusTest
class OrderInWrongAccountTest extends ServiceTest {
    @TestHTTPResource("/ssl/orders/import")
    URI address;

    @BeforeEach
    void captureAndResendForGlobex() {
        globexOrdering()
                .capture(
                        "1001",
                        with(with(capture("1001"), "accountId", "globex"), "adminEmail", "admin@globex.example"))
                .then()
                .statusCode(201);
        as("globex").resend("1001").then().statusCode(202);
    }

    @Test
    void runbookQueryFindsTheOrder() throws IOException {
        captured("1002", capture("1002"));

        assertThat(rows(sql("select")))
                .extracting(row -> row.get("id") + " " + row.get("account_id") + " " + row.get("captured_by"))
                .containsExactly("1001 globex globex-ordering");
    }

    @Test
    void rejectedCaptureAndImportAreLogged() throws Exception {
        try (LogRecorder log = new LogRecorder()) {
            assertAccountMismatch(asOrdering(), "acme");
            try (ImportConnection connection = new ImportConnection(address, orderingToken())) {
                connection.send(importLine("1001", capture("1001")));
                assertThat(connection.result().orElseThrow()).contains("\"refused\"", urn(ACCOUNT_MISMATCH));
                connection.finish();
            }

            assertThat(log.text().lines().filter(line -> line.contains("belong to another account")))
                    .hasSize(2)
                    .allMatch(line -> line.contains("order 1001, captured for acme by ordering"));
        }
    }

    @Test
    void runbookUpdateReturnsOrderToOwner() throws IOException {
        assertAccountMismatch(asOrdering(), "acme");

        execute(sql("update"));

        as("acme")
                .orders()
                .then()
                .body("orders", hasSize(1))
                .body("orders[0].status", equalTo("unknown"))
                .body("orders[0].adminEmail", nullValue());
        as("acme").resend("1001").then().spec(isProblem(ORDER_STATE_UNKNOWN));
        as("acme").history("1001").then().body("resends", empty());
        as("globex").orders().then().body("orders", empty());
        as("globex").order("1001").then().statusCode(404);

        asOrdering().capture("1001", capture("1001")).then().statusCode(200);

        as("acme").order("1001").then().body("adminEmail", equalTo("admin@acme.example"));
        as("acme").resend("1001").then().statusCode(202);
        as("acme").history("1001").then().body("resends", hasSize(1));
        as("globex").orders().then().body("orders", empty());
        assertAccountMismatch(globexOrdering(), "globex");
        assertThat(rows("select account_id, recipient from resend order by account_id"))
                .containsExactly(
                        Map.of("account_id", "acme", "recipient", "admin@acme.example"),
                        Map.of("account_id", "globex", "recipient", "admin@globex.example"));
        assertThat(rows("select previous, changed_by from admin_email_change order by id limit 1"))
                .containsExactly(Map.of("previous", "admin@globex.example", "changed_by", "operator"));
    }

    private static void assertAccountMismatch(ApiClient client, String account) {
        client.capture("1001", with(capture("1001"), "accountId", account))
                .then()
                .spec(isProblem(ACCOUNT_MISMATCH));
    }

    /** Returns a client of the ordering system of {@code globex}. */
    private static ApiClient globexOrdering() {
        String token = TestParts.oidc()
                .token(
                        "globex-ordering",
                        List.of("ssl-orders"),
                        Map.of("scope", Scopes.CAPTURE, "account_id", "globex"),
                        600);
        return asBearer(token);
    }

    /** Returns the only statement of the runbook section that starts with this verb. */
    private static String sql(String verb) throws IOException {
        String section = Files.readString(Path.of("docs", "runbook.md"))
                .split("## An order ID belongs to the wrong account\n")[1]
                .split("\n## ")[0];
        List<String> statements = Pattern.compile("(?s)```sql\n(" + verb + " .*?;)\n```")
                .matcher(section)
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(statements).hasSize(1);
        return statements.getFirst();
    }
}
