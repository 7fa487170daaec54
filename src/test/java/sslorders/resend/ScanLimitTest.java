package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/** Pages of the list of an account's resends whose filter matches few resends. */
@QuarkusTest
class ScanLimitTest extends ServiceTest {
    private static final int MAX = AccountResends.MAX_SCANNED;

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    /** Truncates the tables: rows that are deleted one by one slow down the next tests until they are vacuumed. */
    @AfterEach
    void truncateTables() {
        execute("truncate certificate_order, resend, attempt, idempotency_key, admin_email_change");
    }

    @Test
    void emptyPageHasCursorIfScanReachedItsLimit() {
        insertResends(MAX + 2, "case when i = %d then 'unknown' else 'accepted' end".formatted(MAX + 2));

        Response first = as("acme").resends().query("status=unknown").send();
        first.then().statusCode(200).body("resends", hasSize(0));

        as("acme")
                .resends()
                .query("status=unknown")
                .cursor(first.jsonPath().getString("nextCursor"))
                .then()
                .body("resends.status", contains("unknown"))
                .body("nextCursor", nullValue());
    }

    @Test
    void lastScannedResendIsShownOnce() {
        insertResends(2 * MAX, "case when i %% %d = 0 then 'unknown' else 'accepted' end".formatted(MAX / 2));

        List<Integer> sizes = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        String address = "/ssl/resends?status=unknown&limit=2";
        while (address != null) {
            Response page = as("acme").get(address).send();
            sizes.add(page.jsonPath().getList("resends").size());
            ids.addAll(page.jsonPath().getList("resends.id"));
            String link = page.header("Link");
            address = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        assertThat(sizes).containsExactly(2, 2, 0);
        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
    }

    /** Inserts resends, newest first. */
    private static void insertResends(int count, String status) {
        execute("""
                insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient, status,
                  requested_at, requested_by, settled_at)
                select gen_random_uuid(), 'acme', '1001', 'alpha', 'x', 'admin@acme.example', %s,
                  timestamptz '2026-11-22 10:00:00Z' - i * interval '1 ms', 'x', timestamptz '2026-11-22 11:00:00Z'
                from generate_series(1, %d) i""".formatted(status, count));
    }
}
