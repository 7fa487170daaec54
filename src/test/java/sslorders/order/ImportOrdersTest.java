package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static sslorders.error.ErrorType.ACCOUNT_MISMATCH;
import static sslorders.error.ErrorType.FOREIGN_ACCOUNT;
import static sslorders.error.ErrorType.PAYLOAD_TOO_LARGE;
import static sslorders.http.ProblemMatcher.urn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.contract.ContractClient;
import sslorders.contract.ContractLines;
import sslorders.error.ErrorType;
import sslorders.testing.ImportConnection;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** The import of many orders in one request. */
@QuarkusTest
class ImportOrdersTest extends ServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/ssl/orders/import")
    URI address;

    @Test
    void resultsFollowTheOrderOfLines() {
        captured("replaced", capture("replaced"));
        captured("unchanged", capture("unchanged"));

        List<JsonNode> results = imported(
                importLine("new", capture("new")),
                importLine("replaced", with(capture("replaced"), "commonName", "other.example")),
                "",
                importLine("unchanged", capture("unchanged")));

        assertThat(results)
                .extracting(result ->
                        result.path("line").asInt() + " " + result.path("id").asText() + " "
                                + result.path("result").asText())
                .containsExactly("1 new created", "2 replaced replaced", "4 unchanged unchanged");
        assertThat(results).noneMatch(result -> result.has("problem"));
        assertThat(as("acme").orders().send().jsonPath().getList("orders.commonName"))
                .containsExactlyInAnyOrder("host-new.acme.example", "other.example", "host-unchanged.acme.example");
    }

    @Test
    void importedOrderEqualsCapturedOrder() {
        captured("1", with(capture("1"), "expiresAt", "2027-01-01T00:00:00.123456+01:00"));
        captured("2", with(with(capture("2"), "expiresAt", null), "adminEmail", null));
        List<Map<String, String>> captured = rows("select * from certificate_order order by id");
        execute("delete from certificate_order");

        imported(
                importLine("1", with(capture("1"), "expiresAt", "2027-01-01T00:00:00.123456+01:00")),
                importLine("2", with(with(capture("2"), "expiresAt", null), "adminEmail", null)));

        assertThat(rows("select * from certificate_order order by id")).isEqualTo(captured);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no json | MALFORMED_JSON | ",
                "{\"id\": \"1\" | MALFORMED_JSON | ",
                "[] | INVALID_REQUEST | ",
                "null | INVALID_REQUEST | ",
                "{} | INVALID_REQUEST | /id",
                "{\"id\": 1} | INVALID_REQUEST | /id",
                "{\"id\": \"a b\"} | INVALID_REQUEST | /id",
                "{\"id\": \".\"} | INVALID_REQUEST | /id",
                "{\"id\": \"..\"} | INVALID_REQUEST | /id",
                "{\"id\": \"import\"} | INVALID_REQUEST | /id",
                "{\"id\": \"1\"} | INVALID_REQUEST | /accountId",
                "{\"id\": \"1\", \"id\": \"2\"} | MALFORMED_JSON | ",
                "{\"id\": \"1\", \"certificate\": \"MII\"} | INVALID_REQUEST | /certificate",
                "{\"id\": \"1\", \"accountId\": null} | INVALID_REQUEST | /accountId",
                "{\"id\": \"1\", \"accountId\": 7} | INVALID_REQUEST | /accountId",
            })
    void invalidLineDoesNotAffectOtherLines(String invalid, ErrorType problem, String name) {
        List<JsonNode> results = imported(importLine("a", capture("a")), invalid, importLine("b", capture("b")));

        assertThat(results).hasSize(3);
        assertThat(results.get(0).path("result").asText()).isEqualTo("created");
        assertThat(results.get(1).path("result").asText()).isEqualTo("refused");
        assertThat(results.get(1).at("/problem/type").asText()).isEqualTo(urn(problem));
        if (name != null) {
            assertThat(results.get(1).at("/problem/errors").findValuesAsText("name"))
                    .contains(name);
        }
        assertThat(results.get(2).path("result").asText()).isEqualTo("created");
    }

    @Test
    void tooLongLineDoesNotAffectOtherLines() {
        List<JsonNode> results = imported(
                importLine("a", capture("a")),
                importLine("long", with(capture("long"), "commonName", "x".repeat(1_000_000))),
                importLine("b", capture("b")));

        assertThat(results)
                .extracting(result -> result.path("result").asText())
                .containsExactly("created", "refused", "created");
        assertThat(results.get(1).at("/problem/type").asText()).isEqualTo(urn(PAYLOAD_TOO_LARGE));
    }

    @Test
    void orderOfOtherAccountIsNotChanged() {
        captured("1", capture("1"));

        List<JsonNode> results =
                imported(importLine("1", with(capture("1"), "accountId", "globex")), importLine("2", capture("2")));

        assertThat(results.get(0).path("result").asText()).isEqualTo("refused");
        assertThat(results.get(0).at("/problem/type").asText()).isEqualTo(urn(ACCOUNT_MISMATCH));
        assertThat(results.get(1).path("result").asText()).isEqualTo("created");
        assertThat(rows("select account_id from certificate_order where id = '1'"))
                .containsExactly(Map.of("account_id", "acme"));
    }

    @Test
    void accountTokenImportsForItsAccountOnly() {
        String lines = String.join(
                "\n", importLine("1", capture("1")), importLine("2", with(capture("2"), "accountId", "globex")));

        List<JsonNode> results = parsed(send(request(lines)
                .setHeader("Authorization", "Bearer " + TestParts.oidc().token("globex", Scopes.CAPTURE))));

        assertThat(results.get(0).at("/problem/type").asText()).isEqualTo(urn(FOREIGN_ACCOUNT));
        assertThat(results.get(1).path("result").asText()).isEqualTo("created");
    }

    @Test
    void repeatedOrderIsWrittenInLineOrder() {
        List<JsonNode> results = imported(
                importLine("1", capture("1")),
                importLine("1", with(capture("1"), "commonName", "second.example")),
                importLine("1", with(capture("1"), "commonName", "second.example")));

        assertThat(results)
                .extracting(result -> result.path("result").asText())
                .containsExactly("created", "replaced", "unchanged");
        assertThat(as("acme").order("1").send().jsonPath().getString("commonName"))
                .isEqualTo("second.example");
    }

    @Test
    void repeatedImportOfManyLinesChangesNothing() {
        String[] lines = IntStream.range(0, 2_500)
                .mapToObj(i -> importLine("order-" + i, capture("order-" + i)))
                .toArray(String[]::new);

        assertThat(imported(lines))
                .hasSize(2_500)
                .allMatch(result -> result.path("result").asText().equals("created"));
        assertThat(imported(lines))
                .hasSize(2_500)
                .allMatch(result -> result.path("result").asText().equals("unchanged"));
        assertThat(rows("select count(*) as n from certificate_order")).containsExactly(Map.of("n", "2500"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "X-Gzip"})
    void gzipImportIsDecompressed(String encoding) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write((importLine("1", capture("1")) + "\n").getBytes(StandardCharsets.UTF_8));
        }

        List<JsonNode> results = parsed(send(request(compressed.toByteArray()).header("Content-Encoding", encoding)));

        assertThat(results).extracting(result -> result.path("result").asText()).containsExactly("created");
    }

    @Test
    void truncatedOrInvalidGzipIsReported() throws IOException {
        byte[] lines = (importLine("1", capture("1")) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        GZIPOutputStream gzip = new GZIPOutputStream(compressed, true);
        gzip.write(lines);
        gzip.flush();

        assertThat(send(request(lines).header("Content-Encoding", "gzip")).statusCode())
                .isEqualTo(400);
        List<JsonNode> results = parsed(send(request(compressed.toByteArray()).header("Content-Encoding", "gzip")));
        assertThat(results).extracting(result -> result.path("result").asText()).containsExactly("created", "failed");
        assertThat(results.get(1).path("line").asInt()).isEqualTo(2);
    }

    /**
     * Some clients put quotation marks around a string body if its media type contains {@code json}. These clients can
     * send {@code text/plain}.
     */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain; charset=utf-8", "Text/Plain", "application/x-ndjson"})
    void plainTextLinesAreImported(String contentType) throws Exception {
        String line = importLine("1", with(capture("1"), "commonName", "MÜNCHEN.example"));

        HttpResponse<String> response = send(request(line).setHeader("Content-Type", contentType));

        assertThat(parsed(response))
                .extracting(result -> result.path("result").asText())
                .containsExactly("created");
        assertThat(rows("select common_name from certificate_order"))
                .containsExactly(Map.of("common_name", "MÜNCHEN.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "application/octet-stream"})
    void otherMediaTypeIsUnsupported(String contentType) throws Exception {
        HttpResponse<String> response = ContractClient.send(
                HTTP, request("{}").setHeader("Content-Type", contentType).build());

        assertThat(response.statusCode()).isEqualTo(415);
    }

    @Test
    void otherContentEncodingIsInvalid() throws Exception {
        HttpResponse<String> response = ContractClient.send(
                HTTP, request("{}").header("Content-Encoding", "br").build());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(parsed(response.body()).at("/errors/0/name").asText()).isEqualTo("Content-Encoding");
    }

    @Test
    void importRequiresCaptureScope() throws Exception {
        for (String token : List.of(TestParts.oidc().token("acme", Scopes.READ, Scopes.RESEND), "none")) {
            HttpResponse<String> response = send(request("{}").setHeader("Authorization", "Bearer " + token));

            assertThat(response.statusCode()).isEqualTo(token.equals("none") ? 401 : 403);
        }
    }

    @Test
    void resultsAreSentWhileLinesArrive() throws Exception {
        try (ImportConnection connection = new ImportConnection(address, orderingToken())) {
            for (String id : List.of("1", "2")) {
                connection.send(importLine(id, capture(id)));

                assertThat(connection.result().orElseThrow())
                        .contains("\"id\":\"" + id + "\"", "\"result\":\"created\"");
            }
            connection.finish();

            assertThat(connection.result()).isEmpty();
        }
    }

    @Test
    void emptyImportHasNoResults() {
        assertThat(imported()).isEmpty();
    }

    private List<JsonNode> imported(String... lines) {
        List<JsonNode> results = parsed(send(request(String.join("\n", lines))));
        ContractLines.checkWritten(List.of(lines), results);
        return results;
    }

    /**
     * Returns a request of the ordering system, for the HTTP client of the JDK, which sends and reads bodies unchanged.
     */
    private HttpRequest.Builder request(byte[] body) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + orderingToken())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private HttpRequest.Builder request(String lines) {
        return request(lines.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> parsed(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/x-ndjson");
        List<JsonNode> results =
                response.body().lines().map(ImportOrdersTest::parsed).toList();
        ContractLines.checkResults(results);
        return results;
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
