package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
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
import sslorders.testing.ImportConnection;
import sslorders.testing.LogRecorder;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** A token of another account has taken an order's id; the SQL is that of docs/runbook.md, as it is printed there. */
@QuarkusTest
class MisplacedOrderTest extends ServiceTest {
    private static final String RESEND = "/ssl/orders/1001/fulfillment-email/resend";
    private static final String HISTORY = "/ssl/orders/1001/fulfillment-email/resends";

    @TestHTTPResource("/ssl/orders/import")
    URI address;

    @BeforeEach
    void orderIsTakenAndResent() {
        globexOrdering()
                .body(with(with(capture("1001"), "accountId", "globex"), "adminEmail", "admin@globex.example"))
                .put("/ssl/orders/1001")
                .then()
                .statusCode(201);
        portal("globex").post(RESEND).then().statusCode(202);
    }

    @Test
    void operatorFindsTheOrder() throws IOException {
        captured("1002", capture("1002"));

        assertThat(rows(sql("select")))
                .extracting(row -> row.get("id") + " " + row.get("account_id") + " " + row.get("captured_by"))
                .containsExactly("1001 globex globex-ordering");
    }

    @Test
    void refusedCaptureAndImportAreInTheLog() throws Exception {
        try (LogRecorder log = new LogRecorder()) {
            mismatch(ordering(), "acme");
            try (ImportConnection connection =
                    new ImportConnection(address, TestParts.oidc().token(null, Scopes.CAPTURE))) {
                connection.send(line("1001"));
                assertThat(connection.result().orElseThrow()).contains("\"refused\"", "account-mismatch");
                connection.finish();
            }

            assertThat(log.text().lines().filter(line -> line.contains("belong to another account")))
                    .hasSize(2)
                    .allMatch(line -> line.contains("order 1001, captured for acme by ordering"));
        }
    }

    @Test
    void operatorGivesOrderBackToItsOwner() throws IOException {
        mismatch(ordering(), "acme");

        execute(sql("update"));

        acme().get("/ssl/orders")
                .then()
                .body("orders", hasSize(1))
                .body("orders[0].status", equalTo("unknown"))
                .body("orders[0].adminEmail", nullValue());
        acme().post(RESEND).then().statusCode(409).body("type", equalTo("urn:ssl-orders:problem:order-state-unknown"));
        acme().get(HISTORY).then().body("resends", empty());
        portal("globex").get("/ssl/orders").then().body("orders", empty());
        portal("globex").get("/ssl/orders/1001").then().statusCode(404);

        ordering().body(capture("1001")).put("/ssl/orders/1001").then().statusCode(200);

        acme().get("/ssl/orders/1001").then().body("adminEmail", equalTo("admin@acme.example"));
        acme().post(RESEND).then().statusCode(202);
        acme().get(HISTORY).then().body("resends", hasSize(1));
        portal("globex").get("/ssl/orders").then().body("orders", empty());
        mismatch(globexOrdering(), "globex");
        assertThat(rows("select account_id, recipient from resend order by account_id"))
                .containsExactly(
                        Map.of("account_id", "acme", "recipient", "admin@acme.example"),
                        Map.of("account_id", "globex", "recipient", "admin@globex.example"));
        assertThat(rows("select previous, changed_by from admin_email_change order by id limit 1"))
                .containsExactly(Map.of("previous", "admin@globex.example", "changed_by", "operator"));
    }

    private static void mismatch(RequestSpecification client, String account) {
        client.body(with(capture("1001"), "accountId", account))
                .put("/ssl/orders/1001")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ssl-orders:problem:account-mismatch"));
    }

    /** The ordering system of one account. */
    private static RequestSpecification globexOrdering() {
        String token = TestParts.oidc()
                .token(
                        "globex-ordering",
                        List.of("ssl-orders"),
                        Map.of("scope", Scopes.CAPTURE, "account_id", "globex"),
                        600);
        return withToken(token).contentType(ContentType.JSON);
    }

    /** The one statement of the runbook's section that begins so. */
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

    private static String line(String id) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(with(capture(id), "id", id));
    }
}
