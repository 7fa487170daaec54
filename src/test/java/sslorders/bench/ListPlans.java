package sslorders.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Records how PostgreSQL executes each kind of list of the large account for a service: the output of {@code explain
 * (analyze, buffers)} for the statement and the values that the service sent.
 */
final class ListPlans {
    private static final String ORDINARY = "status=issued&certificateAuthority=alpha";
    private static final List<String> LISTS = List.of(
            "sort=expiresAt",
            "sort=-expiresAt",
            "sort=orderedAt",
            "sort=-orderedAt",
            "status=issued",
            "status=issued,revoked",
            "status=rejected",
            "certificateAuthority=beta",
            "commonName=host-1",
            "expiresBefore=2027-01-01T00:00:00Z",
            "expiresAfter=2027-01-01T00:00:00Z",
            ORDINARY + "&commonName=host-1&expiresAfter=2026-01-01T00:00:00Z&expiresBefore=2028-01-01T00:00:00Z",
            ORDINARY + "&sort=-orderedAt");
    private static final Pattern PLAN =
            Pattern.compile("duration: [0-9.]+ ms  plan:\\n\\tQuery Text: [^\\n]*from certificate_order[^\\n]*\\n"
                    + "(?:\\tQuery Parameters: [^\\n]*\\n)?((?:\\t[^\\n]*\\n)+)");

    /** Reads the plans from the server's log, a file that begins with the server's start. */
    private static final Path LOG = Path.of("target", "bench", "postgresql.log");

    /** PostgreSQL settings that make plans visible. */
    static final Map<String, String> SERVER = Map.of(
            "logging_collector",
            "on",
            "log_directory",
            LOG.toAbsolutePath().getParent().toString(),
            "log_filename",
            LOG.getFileName().toString(),
            "log_truncate_on_rotation",
            "on");

    private ListPlans() {}

    /**
     * Requests the first and the second page of each list, and writes the plans to a file.
     *
     * @param sessionOptions the session options of the service
     */
    static void write(Installation installation, String sessionOptions, String token, Path file)
            throws IOException, InterruptedException {
        StringBuilder plans = new StringBuilder();
        Map<String, String> explained = Map.of(
                "QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_OPTIONS",
                sessionOptions + " -c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0"
                        + " -c auto_explain.log_analyze=on -c auto_explain.log_buffers=on");
        try (var service = installation.another(explained);
                HttpClient http = HttpClient.newHttpClient()) {
            service.awaitReady();
            for (String list : LISTS) {
                int known = plansOf(LOG).size();
                HttpResponse<String> first = request(http, service.url() + "/ssl/orders?" + list, token);
                plans.append(list).append("\n").append(awaitPlan(known));
                Matcher next = Pattern.compile("cursor=([^&>]+)")
                        .matcher(first.headers().firstValue("Link").orElse(""));
                if (next.find()) {
                    request(http, service.url() + "/ssl/orders?" + list + "&cursor=" + next.group(1), token);
                    plans.append(list).append(", behind a cursor\n").append(awaitPlan(known + 1));
                }
            }
        }
        Files.writeString(file, plans);
    }

    private static HttpResponse<String> request(HttpClient http, String address, String token)
            throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> answer = http.send(list, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(address + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static String awaitPlan(int known) {
        return Awaitility.await("the plan in the log")
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> plansOf(LOG), plans -> plans.size() > known)
                .get(known)
                .replace("\t", "    ");
    }

    private static List<String> plansOf(Path log) throws IOException {
        List<String> plans = new ArrayList<>();
        Matcher plan = PLAN.matcher(Files.exists(log) ? Files.readString(log) : "");
        while (plan.find()) {
            plans.add(plan.group(1));
        }
        return plans;
    }
}
