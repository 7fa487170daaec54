package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static sslorders.error.ErrorType.ORDER_CHANGED;
import static sslorders.http.ProblemMatcher.isProblem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

/** Conditional requests: ETags of orders and pages, and captures with preconditions. */
@QuarkusTest
class ConditionalRequestTest extends ServiceTest {
    @Test
    void matchingETagOfOrderIsNotModified() {
        captured("1001", capture("1001"));
        String etag = as("acme").order("1001").send().header("ETag");

        Response again = as("acme").order("1001").header("If-None-Match", etag).send();

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.asString()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(etag);
        as("acme")
                .order("1001")
                .header("If-None-Match", "\"other\", " + etag)
                .then()
                .statusCode(304);
        as("acme").order("1001").header("If-None-Match", "\"other\"").then().statusCode(200);
        as("acme").order("1001").header("If-None-Match", "W/" + etag).then().statusCode(304);
        as("acme")
                .order("1001")
                .header("If-None-Match", "W/\"other\", W/" + etag)
                .then()
                .statusCode(304);
        as("acme").order("1001").header("If-None-Match", "W/\"other\"").then().statusCode(200);
    }

    @Test
    void eachChangeAtTheSameTimeHasNewETag() {
        List<String> etags = new ArrayList<>();
        etags.add(capture("commonName", "one.example").header("ETag"));
        etags.add(capture("commonName", "two.example").header("ETag"));
        etags.add(capture("commonName", "one.example").header("ETag"));
        clock.set(SettableClock.START.minusSeconds(60));
        etags.add(capture("commonName", "two.example").header("ETag"));

        assertThat(etags).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(capture("commonName", "two.example").header("ETag")).isEqualTo(etags.getLast());
        assertThat(as("acme").order("1001").send().header("ETag")).isEqualTo(etags.getLast());
    }

    @Test
    void expiryChangesETagButNotVersion() {
        String before = capture("expiresAt", "2026-11-22T10:00:00Z").header("ETag");
        clock.set(SettableClock.START.plus(Duration.ofHours(2)));

        as("acme")
                .order("1001")
                .header("If-None-Match", before)
                .then()
                .statusCode(200)
                .body("expired", equalTo(true));
        asOrdering()
                .capture("1001", capture("1001"))
                .header("If-Match", before)
                .then()
                .statusCode(200);
    }

    @Test
    void matchingETagOfPageIsNotModified() {
        captured("1", capture("1"));
        captured("2", capture("2"));
        String etag = as("acme").orders().limit(2).send().header("ETag");

        as("acme").orders().limit(2).header("If-None-Match", etag).then().statusCode(304);
        as("acme").orders().limit(1).header("If-None-Match", etag).then().statusCode(200);

        asOrdering()
                .capture("2", with(capture("2"), "commonName", "new.example"))
                .send();
        String changed = as("acme")
                .orders()
                .limit(2)
                .header("If-None-Match", etag)
                .send()
                .header("ETag");
        assertThat(changed).isNotEqualTo(etag);

        captured("3", capture("3"));
        as("acme").orders().limit(2).header("If-None-Match", changed).then().statusCode(200);
    }

    @Test
    void ifMatchAcceptsOnlyTheCurrentVersion() {
        String first = capture("commonName", "one.example").header("ETag");
        String second = capture("commonName", "two.example").header("ETag");

        assertPreconditionFailed(asOrdering()
                .capture("1001", capture("1001"))
                .header("If-Match", first)
                .send());
        assertThat(as("acme").order("1001").send().jsonPath().getString("commonName"))
                .isEqualTo("two.example");

        asOrdering()
                .capture("1001", capture("1001"))
                .header("If-Match", first + " , " + second)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/%s", "k3f9zq1c8s-01", "\"\"", "\"x\"", "%s%s", "x%s", ","})
    void weakOrMalformedIfMatchFails(String ifMatch) {
        String etag = capture("commonName", "one.example").header("ETag");

        assertPreconditionFailed(asOrdering()
                .capture("1001", capture("1001"))
                .header("If-Match", ifMatch.replace("%s", etag))
                .send());
    }

    @Test
    void ifMatchOfMissingOrderFails() {
        assertPreconditionFailed(asOrdering()
                .capture("1001", capture("1001"))
                .header("If-Match", "*")
                .send());
        assertThat(rows("select * from certificate_order")).isEmpty();
    }

    @Test
    void ifMatchDoesNotRevealOrderOfOtherAccount() {
        String etag = capture("commonName", "one.example").header("ETag");

        assertPreconditionFailed(asOrdering()
                .capture("1001", with(capture("1001"), "accountId", "globex"))
                .header("If-Match", etag)
                .send());
    }

    @Test
    void concurrentIfNoneMatchCreatesOnce() throws Exception {
        List<Future<Integer>> responses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                Map<String, String> body = with(capture("1001"), "commonName", "host-" + i + ".example");
                responses.add(threads.submit(() -> asOrdering()
                        .capture("1001", body)
                        .header("If-None-Match", "*")
                        .send()
                        .statusCode()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> response : responses) {
            statuses.add(response.get());
        }

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 412);
    }

    @Test
    void concurrentIfMatchReplacesOnce() throws Exception {
        String etag = capture("commonName", "one.example").header("ETag");
        List<Future<Integer>> responses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                Map<String, String> body = with(capture("1001"), "commonName", "host-" + i + ".example");
                responses.add(threads.submit(() -> asOrdering()
                        .capture("1001", body)
                        .header("If-Match", etag)
                        .send()
                        .statusCode()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> response : responses) {
            statuses.add(response.get());
        }

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void ifNoneMatchWithETagIsInvalidForCapture() {
        asOrdering()
                .capture("1001", capture("1001"))
                .header("If-None-Match", "\"x\"")
                .then()
                .statusCode(400)
                .body("errors[0].name", equalTo("If-None-Match"));
    }

    private static Response capture(String property, String value) {
        Response response = asOrdering()
                .capture("1001", with(capture("1001"), property, value))
                .send();
        assertThat(response.statusCode()).isBetween(200, 201);
        return response;
    }

    private static void assertPreconditionFailed(Response response) {
        response.then().spec(isProblem(ORDER_CHANGED));
    }
}
