package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares the resends in the service with the responses to clients and with the CA's journal. */
final class Verdict {
    /** The responses with which the stub CA reports that it did not process a call. */
    private static final Set<Integer> NOT_EXECUTED = Set.of(503, 409);

    /** Excludes the rows of the account {@code acme}, which are from an earlier release. */
    private static final String OF_THE_LOAD = " where resend.account_id like 'account-%'";

    private static final Set<String> UNDER_WAY = Set.of("pending", "relaying");

    private final Cluster cluster;

    Verdict(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Waits until the relay has no pending work. */
    void awaitIdle() {
        await("no resend is pending or relaying")
                .atMost(Duration.ofSeconds(60))
                .until(() -> cluster.rows("select id from resend" + OF_THE_LOAD + " and settled_at is null limit 1")
                        .isEmpty());
        await("no scheduled task is left")
                .atMost(Duration.ofSeconds(30))
                .until(() -> cluster.rows(
                                "select task_instance from scheduled_tasks left join resend on id::text = task_instance"
                                        + " where task_name = 'resend' and account_id is distinct from 'acme' limit 1")
                        .isEmpty());
    }

    /** Every request has exactly one resend, and the response showed that resend. */
    void noResendIsLost(Iterable<Load.Answer> answers) {
        Map<String, List<String>> resends = new HashMap<>();
        cluster.rows("select name, id from resend left join idempotency_key on resend_id = id" + OF_THE_LOAD)
                .forEach(row -> resends.computeIfAbsent(row.get("name"), key -> new ArrayList<>())
                        .add(row.get("id")));
        for (Load.Answer answer : answers) {
            assertThat(resends.remove(answer.key())).as("key %s", answer.key()).containsExactly(answer.resend());
        }
        assertThat(resends).as("resends that no response showed").isEmpty();
    }

    /** A final state that a response showed has not changed. */
    void noFinalStateChanged(Iterable<Load.Answer> answers) {
        Map<String, String> now = cluster.rows("select id, status from resend").stream()
                .collect(Collectors.toMap(row -> row.get("id"), row -> row.get("status")));
        for (Load.Answer answer : answers) {
            if (!UNDER_WAY.contains(answer.status())) {
                assertThat(now).as("the reported states").containsEntry(answer.resend(), answer.status());
            }
        }
    }

    /** Each final resend has exactly one event, with its final status, and no other resend has one. */
    void eachFinalResendHasOneEvent() {
        assertThat(cluster.rows("select resend.id, resend.status, settled_at, count(event.id) as events,"
                        + " min(event.status) as reported from resend"
                        + " left join event on event.resend_id = resend.id and event.type = 'resend.settled'"
                        + " and event.account_id = resend.account_id and event.occurred_at = settled_at"
                        + OF_THE_LOAD + " group by resend.id"
                        + " having count(event.id) <> case when settled_at is null then 0 else 1 end"
                        + " or min(event.status) <> resend.status limit 10"))
                .as("resends with a missing, repeated or wrong event")
                .isEmpty();
        assertThat(cluster.rows("select count(*) as events from event where type = 'resend.settled'"))
                .isEqualTo(cluster.rows("select count(*) as events from resend where settled_at is not null"));
    }

    /**
     * Returns the number of resends by status. Fails if an e-mail was sent twice, or if a resend is accepted and no
     * e-mail was sent.
     */
    Map<String, Integer> noResendIsDuplicated() {
        Map<String, List<ServeEvent>> calls = calls();
        Map<String, Integer> counts = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Map<String, String> resend : cluster.rows("select id, status, attempts from resend" + OF_THE_LOAD)) {
            List<ServeEvent> made = calls.getOrDefault(resend.get("id"), List.of());
            long executed = made.stream()
                    .filter(call -> !NOT_EXECUTED.contains(call.getResponse().getStatus()))
                    .count();
            boolean right =
                    switch (resend.get("status")) {
                        case "accepted" -> executed == 1;
                        case "unknown" -> executed <= 1;
                        case "rejected" -> executed == 0 && made.size() >= 1;
                        default -> false;
                    };
            if (!right || made.size() > Integer.parseInt(resend.get("attempts"))) {
                wrong.add(resend + ": " + executed + " of " + made.size() + " calls may have been executed");
            }
            counts.merge(resend.get("status"), 1, Integer::sum);
        }
        assertThat(wrong).isEmpty();
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum())
                .as("calls without a resend")
                .isGreaterThanOrEqualTo(calls.size());
        return counts;
    }

    /** Verifies that a response reports that the service is unavailable, with a Retry-After. */
    static void isUnavailable(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        assertThat(new ObjectMapper().readTree(answer.body()).path("type").asText())
                .isEqualTo("urn:ssl-orders:problem:unavailable");
    }

    /** Returns the replicas that called the CA for each resend. */
    Map<String, List<String>> callers() {
        return calls().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .map(call -> call.getRequest().getUrl().substring(1, 4))
                                .toList()));
    }

    private Map<String, List<ServeEvent>> calls() {
        return cluster.ca().wireMock().getAllServeEvents().stream()
                .collect(Collectors.groupingBy(call -> call.getRequest().getHeader("Idempotency-Key")));
    }
}
