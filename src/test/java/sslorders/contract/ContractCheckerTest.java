package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.Response;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the contract check that other tests rely on. It accepts valid exchanges, and rejects each single deviation. */
class ContractCheckerTest {
    private static final String ORDER = """
            {"id":"1001","commonName":"shop.acme.example","certificateType":"dv","certificateAuthority":"alpha",\
            "status":"issued","statusAsOf":"2026-11-22T08:00:00Z","orderedAt":"2025-11-22T09:00:00Z",\
            "expiresAt":"2027-03-22T09:00:00Z","expired":false,"resendSupported":true,"adminEmail":"admin@acme.example",\
            "capturedAt":"2026-11-22T09:00:00.123456Z"}""";
    private static final String RESEND = """
            {"id":"01a20157-1c97-7dc5-a431-b608522149bf","orderId":"1001","status":"accepted",\
            "recipient":"admin@acme.example","certificateAuthority":"alpha","requestedAt":"2026-11-22T09:30:00Z",\
            "requestedBy":"acme-portal","settledAt":"2026-11-22T09:30:01Z","caReference":"m"}""";
    private static final String PROBLEM = """
            {"type":"urn:ssl-orders:problem:order-not-found","title":"Order not found","status":404,\
            "detail":"The account has no order with this ID.","instance":"/ssl/orders/1001"}""";
    private static final String LOCATION =
            "/ssl/orders/1001/fulfillment-email/resends/01a20157-1c97-7dc5-a431-b608522149bf";

    @Test
    void validExchangeHasNoViolations() {
        assertThat(order(ORDER)).isEmpty();
        assertThat(page("{\"orders\":[" + ORDER + "],\"nextCursor\":\"9fX0zEt9vUcABmIC-lstgDEwMTA\"}"))
                .isEmpty();
        assertThat(page("{\"orders\":[]}")).isEmpty();
        assertThat(resend(RESEND, LOCATION)).isEmpty();
        assertThat(notFound(PROBLEM, "application/problem+json")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Missing property, unknown property, null, other type
                "\"id\":\"1001\", | ''",
                "\"id\":\"1001\" | \"id\":\"1001\",\"accountId\":\"acme\"",
                "\"adminEmail\":\"admin@acme.example\" | \"adminEmail\":null",
                "\"expired\":false | \"expired\":\"false\"",
                "\"id\":\"1001\" | \"id\":1001",
                // Value outside of its range
                "\"id\":\"1001\" | \"id\":\"10/01\"",
                "\"id\":\"1001\" | \"id\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
                "\"commonName\":\"shop.acme.example\" | \"commonName\":\"\"",
                "\"status\":\"issued\" | \"status\":\"ISSUED\"",
                "\"expiresAt\":\"2027-03-22T09:00:00Z\" | \"expiresAt\":\"2027-03-22\"",
                "\"expiresAt\":\"2027-03-22T09:00:00Z\" | \"expiresAt\":1800000000",
                "\"adminEmail\":\"admin@acme.example\" | \"adminEmail\":\"admin\"",
                "\"certificateAuthority\":\"alpha\" | \"certificateAuthority\":\"Alpha CA\"",
            })
    void invalidOrderIsAViolation(String valid, String invalid) {
        String corrupted = ORDER.replace(valid, invalid);

        assertThat(corrupted).isNotEqualTo(ORDER);
        assertThat(order(corrupted)).isNotEmpty();
    }

    @Test
    void invalidPageIsAViolation() {
        assertThat(page("[]")).isNotEmpty();
        assertThat(page("{}")).isNotEmpty();
        assertThat(page("{\"orders\":{}}")).isNotEmpty();
        assertThat(page("{\"orders\":[{}]}")).isNotEmpty();
        assertThat(page("{\"orders\":[],\"nextCursor\":\"a b\"}")).isNotEmpty();
        assertThat(page("{\"orders\":[],\"nextCursor\":null}")).isNotEmpty();
        assertThat(page("{\"orders\":[],\"total\":0}")).isNotEmpty();
        assertThat(page("{\"orders\":[")).isNotEmpty();
        assertThat(page("")).isNotEmpty();
    }

    @Test
    void invalidResendIsAViolation() {
        assertThat(resend(RESEND.replace("accepted", "delivered"), LOCATION)).isNotEmpty();
        assertThat(resend(RESEND.replace("01a20157-", "01A20157-"), LOCATION)).isNotEmpty();
        assertThat(resend(RESEND, null)).isNotEmpty();
        assertThat(resend(RESEND, "http://elsewhere.example/1")).isNotEmpty();
    }

    @Test
    void invalidProblemIsAViolation() {
        String problem = "application/problem+json";

        assertThat(notFound(PROBLEM, "application/json")).isNotEmpty();
        assertThat(notFound(PROBLEM.replace("order-not-found", "order-closed"), problem))
                .isNotEmpty();
        assertThat(notFound(PROBLEM.replace("\"status\":404", "\"status\":\"404\""), problem))
                .isNotEmpty();
        assertThat(notFound(PROBLEM.replace("}", ",\"exception\":\"java.lang\"}"), problem))
                .isNotEmpty();
        assertThat(notFound(PROBLEM.replace("\"detail\"", "\"message\""), problem))
                .isNotEmpty();
        assertThat(notFound("<html></html>", problem)).isNotEmpty();
    }

    @Test
    void problemWithoutOperationIsChecked() {
        String valid = PROBLEM.replace("order-not-found", "not-found");

        assertThat(exchange(get("/nowhere"), json(404, valid, "application/problem+json")))
                .isEmpty();
        assertThat(exchange(
                        get("/nowhere"), json(404, valid.replace("}", ",\"stack\":1}"), "application/problem+json")))
                .isNotEmpty();
        assertThat(exchange(get("/nowhere"), json(404, "", "text/html"))).isNotEmpty();
    }

    @Test
    void undescribedResponseIsAViolation() {
        assertThat(exchange(get("/ssl/orders/1001"), json(418, PROBLEM, "application/problem+json")))
                .isNotEmpty();
        assertThat(exchange(get("/ssl/nowhere"), json(200, "{}", "application/json")))
                .isNotEmpty();
        assertThat(exchange(
                        new SimpleRequest.Builder("DELETE", "/ssl/orders/1001").build(),
                        json(200, ORDER, "application/json")))
                .isNotEmpty();
    }

    @Test
    void acceptedInvalidRequestIsAViolation() {
        Response page = json(200, "{\"orders\":[]}", "application/json");

        assertThat(exchange(
                        new SimpleRequest.Builder("GET", "/ssl/orders")
                                .withQueryParam("limit", "0")
                                .build(),
                        page))
                .isNotEmpty();
        assertThat(exchange(
                        new SimpleRequest.Builder("GET", "/ssl/orders")
                                .withQueryParam("status", "lost")
                                .build(),
                        page))
                .isNotEmpty();
        assertThat(exchange(
                        new SimpleRequest.Builder("GET", "/ssl/orders")
                                .withQueryParam("stauts", "issued")
                                .build(),
                        page))
                .isNotEmpty();
        assertThat(exchange(capture("{\"accountId\":\"acme\"}"), json(201, ORDER, "application/json")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"issued", "issued,revoked", "issued,issued", "pending-approval,unknown"})
    void parameterWithSeveralValuesIsValid(String status) {
        assertThat(listOf(status)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "issued,", "issued,lost", "issued;revoked", "issued revoked", "ISSUED"})
    void invalidValueAmongSeveralIsAViolation(String status) {
        assertThat(listOf(status)).isNotEmpty();
    }

    @Test
    void tooManyParameterValuesAreAViolation() {
        assertThat(listOf(String.join(",", Collections.nCopies(64, "issued")))).isEmpty();
        assertThat(listOf(String.join(",", Collections.nCopies(65, "issued")))).isNotEmpty();
    }

    /** Clients must accept unknown values and members, but this release sends none. */
    @Test
    void responseOfLaterReleaseIsAViolation() {
        String preview = "{\"certificateAuthority\":\"alpha\",\"resendable\":false,\"reason\":\"order-closed\"}";

        assertThat(preview(preview)).isEmpty();
        assertThat(preview(preview.replace("order-closed", "order-lost"))).isNotEmpty();
        assertThat(preview(preview.replace("}", ",\"sender\":\"alpha\"}"))).isNotEmpty();
        assertThat(preview(preview.replace("}", ",\"lastResend\":" + RESEND + "}")))
                .isEmpty();
        assertThat(preview(preview.replace("}", ",\"lastResend\":" + RESEND.replace("}", ",\"x\":1}") + "}")))
                .isNotEmpty();
    }

    @Test
    void eachImportResultIsChecked() {
        String created = "{\"line\":1,\"id\":\"1001\",\"result\":\"created\"}\n";
        String refused = "{\"line\":2,\"result\":\"refused\",\"problem\":" + PROBLEM + "}\n";

        assertThat(imported(created + refused)).isEmpty();
        assertThat(imported("")).isEmpty();
        assertThat(imported(created + refused.replace("refused", "lost"))).isNotEmpty();
        assertThat(imported(created.replace("1,", "0,") + refused)).isNotEmpty();
        assertThat(imported(created + refused.replace("\"title\"", "\"text\""))).isNotEmpty();
        assertThat(imported(created.replace("}", ",\"accountId\":\"acme\"}"))).isNotEmpty();
        assertThat(imported(created + "no JSON\n")).isNotEmpty();
    }

    @Test
    void responseExamplesMatchTheirSchemas() {
        List<String> checked = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        Contract.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operation
                                .getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(status -> {
                                    String pointer =
                                            "/paths/" + path.getKey().replace("/", "~1") + "/" + operation.getKey();
                                    JsonNode response =
                                            Contract.document().at(Contract.resolve(pointer + "/responses/" + status));
                                    response.path("content")
                                            .properties()
                                            .forEach(content -> examples(content.getValue())
                                                    .forEach(example -> {
                                                        checked.add(pointer + " " + status);
                                                        Contract.get()
                                                                .bodyViolations(
                                                                        pointer,
                                                                        status,
                                                                        content.getKey(),
                                                                        body(example))
                                                                .forEach(violation -> invalid.add(
                                                                        pointer + " " + status + ": " + violation));
                                                    }));
                                })));

        assertThat(checked).hasSizeGreaterThan(35);
        assertThat(invalid).isEmpty();
    }

    @Test
    void requestExamplesMatchTheirSchemas() {
        List<String> invalid = new ArrayList<>();
        for (String content : List.of(
                "/paths/~1ssl~1orders~1{id}/put/requestBody/content/application~1json",
                "/paths/~1ssl~1orders~1{id}~1fulfillment-email~1resend/post/requestBody/content/application~1json",
                "/paths/~1ssl~1orders~1import/post/requestBody/content/application~1x-ndjson",
                "/paths/~1ssl~1orders~1import/post/requestBody/content/text~1plain")) {
            List<JsonNode> examples = examples(Contract.document().at(content));
            assertThat(examples).as(content).isNotEmpty();
            examples.forEach(example -> invalid.addAll(Contract.get().contentViolations(content, body(example))));
        }

        assertThat(invalid).isEmpty();
    }

    private static List<JsonNode> examples(JsonNode content) {
        List<JsonNode> examples = new ArrayList<>();
        if (content.has("example")) {
            examples.add(content.get("example"));
        }
        content.path("examples").forEach(example -> examples.add(example.path("value")));
        return examples;
    }

    /** Returns the body of an example. An example of JSON lines is a string that contains the body. */
    private static String body(JsonNode example) {
        return example.isTextual() ? example.textValue() : example.toString();
    }

    private static List<String> listOf(String status) {
        return exchange(
                new SimpleRequest.Builder("GET", "/ssl/orders")
                        .withQueryParam("status", status)
                        .build(),
                json(200, "{\"orders\":[]}", "application/json"));
    }

    private static List<String> preview(String body) {
        return exchange(get("/ssl/orders/1001/fulfillment-email"), json(200, body, "application/json"));
    }

    private static List<String> imported(String body) {
        return Contract.get().bodyViolations("/paths/~1ssl~1orders~1import/post", "200", "application/x-ndjson", body);
    }

    private static List<String> order(String body) {
        return exchange(get("/ssl/orders/1001"), json(200, body, "application/json"));
    }

    private static List<String> page(String body) {
        return exchange(get("/ssl/orders"), json(200, body, "application/json"));
    }

    private static List<String> notFound(String body, String mediaType) {
        return exchange(get("/ssl/orders/1001"), json(404, body, mediaType));
    }

    private static List<String> resend(String body, String location) {
        SimpleResponse.Builder response = SimpleResponse.Builder.status(202)
                .withContentType("application/json")
                .withBody(body);
        return exchange(
                new SimpleRequest.Builder("POST", "/ssl/orders/1001/fulfillment-email/resend").build(),
                location == null
                        ? response.build()
                        : response.withHeader("Location", location).build());
    }

    private static Request get(String path) {
        return new SimpleRequest.Builder("GET", path).build();
    }

    private static Request capture(String body) {
        return new SimpleRequest.Builder("PUT", "/ssl/orders/1001")
                .withContentType("application/json")
                .withBody(body)
                .build();
    }

    private static Response json(int status, String body, String mediaType) {
        SimpleResponse.Builder response =
                SimpleResponse.Builder.status(status).withContentType(mediaType).withBody(body);
        return status < 400
                ? response.build()
                : response.withHeader("Content-Language", "en")
                        .withHeader("Vary", "Accept-Language")
                        .build();
    }

    private static List<String> exchange(Request request, Response response) {
        return Contract.get().violations(request, response);
    }
}
