package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

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

/** Validators of orders and pages, and captures that expect something of the order before them. */
@QuarkusTest
class ConditionalRequestTest extends ServiceTest {
    private static final String ORDER = "/ssl/orders/1001";

    @Test
    void aClientThatHasTheOrderIsToldSoWithoutABody() {
        captured("1001", capture("1001"));
        String tag = acme().get(ORDER).header("ETag");

        Response again = acme().header("If-None-Match", tag).get(ORDER);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.asString()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(tag);
        acme().header("If-None-Match", "\"other\", " + tag).get(ORDER).then().statusCode(304);
        acme().header("If-None-Match", "\"other\"").get(ORDER).then().statusCode(200);
        acme().header("If-None-Match", "W/" + tag).get(ORDER).then().statusCode(304);
        acme().header("If-None-Match", "W/\"other\", W/" + tag)
                .get(ORDER)
                .then()
                .statusCode(304);
        acme().header("If-None-Match", "W/\"other\"").get(ORDER).then().statusCode(200);
    }

    @Test
    void eachChangeOfTheOrderHasATagOfItsOwnAlsoInTheSameMoment() {
        List<String> tags = new ArrayList<>();
        tags.add(capture("commonName", "one.example").header("ETag"));
        tags.add(capture("commonName", "two.example").header("ETag"));
        tags.add(capture("commonName", "one.example").header("ETag"));
        clock.set(SettableClock.START.minusSeconds(60));
        tags.add(capture("commonName", "two.example").header("ETag"));

        assertThat(tags).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(capture("commonName", "two.example").header("ETag")).isEqualTo(tags.getLast());
        assertThat(acme().get(ORDER).header("ETag")).isEqualTo(tags.getLast());
    }

    @Test
    void anOrderThatExpiresHasAnotherTagAndIsStillTheVersionThatWasSeen() {
        String before = capture("expiresAt", "2026-11-22T10:00:00Z").header("ETag");
        clock.set(SettableClock.START.plus(Duration.ofHours(2)));

        acme().header("If-None-Match", before).get(ORDER).then().statusCode(200).body("expired", equalTo(true));
        ordering()
                .header("If-Match", before)
                .body(capture("1001"))
                .put(ORDER)
                .then()
                .statusCode(200);
    }

    @Test
    void aClientThatHasThePageIsToldSo() {
        captured("1", capture("1"));
        captured("2", capture("2"));
        String tag = acme().get("/ssl/orders?limit=2").header("ETag");

        acme().header("If-None-Match", tag).get("/ssl/orders?limit=2").then().statusCode(304);
        acme().header("If-None-Match", tag).get("/ssl/orders?limit=1").then().statusCode(200);

        ordering().body(with(capture("2"), "commonName", "new.example")).put("/ssl/orders/2");
        String changed =
                acme().header("If-None-Match", tag).get("/ssl/orders?limit=2").header("ETag");
        assertThat(changed).isNotEqualTo(tag);

        captured("3", capture("3"));
        acme().header("If-None-Match", changed)
                .get("/ssl/orders?limit=2")
                .then()
                .statusCode(200);
    }

    @Test
    void aCaptureOfWhatWasSeenIsTakenAndOneOfWhatWasBeforeIsNot() {
        String first = capture("commonName", "one.example").header("ETag");
        String second = capture("commonName", "two.example").header("ETag");

        refused(ordering().header("If-Match", first).body(capture("1001")).put(ORDER));
        assertThat(acme().get(ORDER).jsonPath().getString("commonName")).isEqualTo("two.example");

        ordering()
                .header("If-Match", first + " , " + second)
                .body(capture("1001"))
                .put(ORDER)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/%s", "k3f9zq1c8s-01", "\"\"", "\"x\"", "%s%s", "x%s", ","})
    void whatIsNoStrongTagOfTheOrderMatchesNothing(String ifMatch) {
        String tag = capture("commonName", "one.example").header("ETag");

        refused(ordering()
                .header("If-Match", ifMatch.replace("%s", tag))
                .body(capture("1001"))
                .put(ORDER));
    }

    @Test
    void anOrderThatIsNotThereMatchesNothing() {
        refused(ordering().header("If-Match", "*").body(capture("1001")).put(ORDER));
        assertThat(rows("select * from certificate_order")).isEmpty();
    }

    @Test
    void anOrderOfAnotherAccountMatchesNothingAndTellsNothing() {
        String tag = capture("commonName", "one.example").header("ETag");

        refused(ordering()
                .header("If-Match", tag)
                .body(with(capture("1001"), "accountId", "globex"))
                .put(ORDER));
    }

    @Test
    void aCaptureThatMustBeTheFirstIsOneOfManyAtOnce() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                Map<String, String> body = with(capture("1001"), "commonName", "host-" + i + ".example");
                answers.add(threads.submit(() -> ordering()
                        .header("If-None-Match", "*")
                        .body(body)
                        .put(ORDER)
                        .statusCode()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 412);
    }

    @Test
    void ofManyCapturesOfTheSameVersionOneIsTaken() throws Exception {
        String tag = capture("commonName", "one.example").header("ETag");
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                Map<String, String> body = with(capture("1001"), "commonName", "host-" + i + ".example");
                answers.add(threads.submit(() ->
                        ordering().header("If-Match", tag).body(body).put(ORDER).statusCode()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void ifNoneMatchOfACaptureIsAStarOrNothing() {
        ordering()
                .header("If-None-Match", "\"x\"")
                .body(capture("1001"))
                .put(ORDER)
                .then()
                .statusCode(400)
                .body("errors[0].name", equalTo("If-None-Match"));
    }

    private static Response capture(String property, String value) {
        Response answer =
                ordering().body(with(capture("1001"), property, value)).put(ORDER);
        assertThat(answer.statusCode()).isBetween(200, 201);
        return answer;
    }

    private static void refused(Response answer) {
        answer.then().statusCode(412).body("type", equalTo("urn:ssl-orders:problem:order-changed"));
    }
}
