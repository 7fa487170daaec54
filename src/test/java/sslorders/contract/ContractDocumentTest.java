package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/** The document of the contract: it is served, it is complete, and the contract check covers each keyword that it uses. */
@QuarkusTest
class ContractDocumentTest extends ServiceTest {
    /** Keywords of JSON Schema 2020-12 that the contract check ignores. */
    private static final Set<String> UNCHECKED = Set.of(
            "anyOf",
            "const",
            "contains",
            "dependentRequired",
            "dependentSchemas",
            "else",
            "exclusiveMaximum",
            "exclusiveMinimum",
            "if",
            "patternProperties",
            "prefixItems",
            "propertyNames",
            "then",
            "unevaluatedItems",
            "unevaluatedProperties");

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** Schemas of requests. They do not allow unknown properties. */
    private static final Set<String> REQUESTS = Set.of(
            "OrderCapture",
            "ImportLine",
            "ResendRequest",
            "SupportResendRequest",
            "SupportChangeRequest",
            "ResolutionRequest",
            "PauseRequest",
            "CheckRequest");

    private static final String PROBLEM_CONTENT = "/content/application~1problem+json";

    @Test
    void servedDocumentEqualsFile() throws IOException {
        String yaml = anonymousDocument("/q/openapi");
        String json = anonymousDocument("/q/openapi?format=json");

        assertThat(new YAMLMapper().readTree(yaml)).isEqualTo(Contract.document());
        assertThat(new ObjectMapper().readTree(json)).isEqualTo(Contract.document());
    }

    @Test
    void swaggerUiShowsTheDocument() {
        assertThat(anonymousDocument("/q/swagger-ui/")).contains("swagger-ui", "/q/openapi");
    }

    @Test
    void noSchemaUsesAnUncheckedKeyword() {
        List<String> found = new ArrayList<>();
        walk("", Contract.document(), (path, node) -> {
            node.fieldNames().forEachRemaining(name -> {
                if (UNCHECKED.contains(name) && !path.endsWith("/properties")) {
                    found.add(path + "/" + name);
                }
            });
            if (node.path("type").isArray()) {
                found.add(path + "/type");
            }
        });

        assertThat(found).isEmpty();
    }

    @Test
    void eachStringNumberAndArrayIsBounded() {
        List<String> unbounded = new ArrayList<>();
        walk("", Contract.document(), (path, node) -> {
            boolean bounded =
                    switch (node.path("type").asText()) {
                        case "string" ->
                            node.has("maxLength") || node.has("enum") || node.has("pattern") || node.has("format");
                        case "integer", "number" -> node.has("minimum") && node.has("maximum");
                        case "array" -> node.has("maxItems");
                        default -> true;
                    };
            if (!bounded) {
                unbounded.add(path);
            }
        });

        assertThat(unbounded).isEmpty();
    }

    /** Generated clients parse these strings into types that have no length or pattern. */
    @Test
    void stringWithFormatHasNoLengthOrPattern() {
        List<String> formats = new ArrayList<>();
        walk("", Contract.document(), (path, node) -> {
            if (node.path("type").asText().equals("string") && node.has("format")) {
                formats.add(node.path("format").asText());
                for (String keyword : List.of("minLength", "maxLength", "pattern")) {
                    assertThat(node.has(keyword)).as(path + "/" + keyword).isFalse();
                }
            }
        });

        assertThat(formats).contains("date-time", "uuid", "binary");
    }

    /** Swagger UI fills in examples and defaults, and sends them. */
    @Test
    void optionalParametersHaveNoExamples() {
        List<String> optional = new ArrayList<>();
        walk("", Contract.document(), (path, node) -> {
            if (isParameter(node) && !node.path("required").asBoolean()) {
                optional.add(node.path("name").asText());
                for (JsonNode source : List.of(node, node.path("schema"), resolved(node.path("schema")))) {
                    for (String keyword : List.of("example", "default", "const")) {
                        assertThat(source.has(keyword)).as(path + " " + keyword).isFalse();
                    }
                }
                assertThat(node.has("examples")).as(path + " examples").isFalse();
                assertThat(node.path("description").asText()).as(path).isNotBlank();
            }
        });

        assertThat(optional).contains("cursor", "limit", "sort", "status", "If-Match", "Idempotency-Key");
    }

    @Test
    void eachValueAndEachBodyHasAnExample() {
        List<String> missing = new ArrayList<>();
        walk("", Contract.document(), (path, node) -> {
            boolean value = Set.of("string", "integer", "number", "boolean")
                    .contains(node.path("type").asText());
            boolean parameterOrHeader =
                    isParameter(node) && node.path("required").asBoolean()
                            || node.has("schema") && path.contains("/headers/");
            boolean body = path.matches(".*/content/[^/]+/[^/]+");
            // The values of an enum are examples.
            boolean shown = node.has("example") || node.has("examples") || node.has("enum");
            // The example of a parameter also covers its schema.
            boolean insideShown = path.endsWith("/schema");
            if ((value && !insideShown || parameterOrHeader || body) && !shown) {
                missing.add(path);
            }
        });

        assertThat(missing).isEmpty();
    }

    @Test
    void operationHasScopeAndCommonResponses() {
        List<String> scopes = new ArrayList<>();
        Set<String> defined = new TreeSet<>();
        Contract.document()
                .at("/components/securitySchemes/oidc/flows/clientCredentials/scopes")
                .fieldNames()
                .forEachRemaining(defined::add);
        operations((name, operation) -> {
            assertThat(operation.path("operationId").asText()).as(name).isNotBlank();
            assertThat(operation.path("summary").asText()).as(name).isNotBlank();
            boolean isPublic = operation.path("security").isArray()
                    && operation.path("security").isEmpty();
            if (!isPublic) {
                assertThat(operation.at("/security/0/oidc/0").isTextual())
                        .as(name)
                        .isTrue();
                operation.path("security").forEach(scheme -> scopes.addAll(texts(scheme.path("oidc"))));
                assertThat(operation.at("/security/1/bearer").isArray())
                        .as(name)
                        .isTrue();
            }
            assertThat(isPublic).as(name).isEqualTo(name.equals("get /problems/{slug}"));
            for (String status : isPublic
                    ? List.of("400", "406", "429", "500", "503")
                    : List.of("400", "401", "403", "406", "429", "500", "503")) {
                assertThat(operation.path("responses").has(status))
                        .as(name + " " + status)
                        .isTrue();
            }
        });

        assertThat(new TreeSet<>(scopes)).isEqualTo(defined);
    }

    @Test
    void problemResponseDependsOnAcceptLanguage() {
        List<String> operations = new ArrayList<>();
        operations((name, operation) -> {
            operations.add(name);
            assertThat(operation.path("parameters").findValuesAsText("$ref"))
                    .as(name)
                    .contains("#/components/parameters/AcceptLanguage");
            operation.path("responses").properties().forEach(response -> {
                JsonNode headers = resolved(response.getValue()).path("headers");
                if (response.getKey().compareTo("400") >= 0) {
                    assertThat(headers.at("/Content-Language/$ref").asText())
                            .as(name + " " + response.getKey())
                            .endsWith("/ContentLanguage");
                    assertThat(headers.at("/Vary/$ref").asText())
                            .as(name + " " + response.getKey())
                            .endsWith("/Vary");
                }
            });
        });

        assertThat(operations).hasSizeGreaterThan(8);
    }

    @Test
    void problemExampleRefersToItsPage() {
        List<JsonNode> examples = Contract.document().findParents("instance").stream()
                .filter(example -> example.path("type").isTextual())
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(20)
                .allSatisfy(example -> assertThat(example.path("help").asText())
                        .isEqualTo(example.path("type").asText().replace("urn:ssl-orders:problem:", "/problems/")));
    }

    @Test
    void problemResponseListsItsTypes() {
        operations((name, operation) -> operation.path("responses").properties().forEach(response -> {
            if (response.getKey().compareTo("400") >= 0) {
                JsonNode problem = resolved(response.getValue()).at("/content/application~1problem+json");
                assertThat(resolved(problem.path("schema"))
                                .at("/allOf/1/properties/type/enum")
                                .toString())
                        .as(name + " " + response.getKey())
                        .contains("urn:ssl-orders:problem:");
                assertThat(problem.has("example") || problem.has("examples"))
                        .as(name + " " + response.getKey())
                        .isTrue();
            }
        }));
    }

    @Test
    void problemResponseHasNamedSchema() {
        Set<String> named = new TreeSet<>();
        walk("", Contract.document(), (path, node) -> {
            JsonNode problem = node.at(PROBLEM_CONTENT);
            if (!problem.isMissingNode()) {
                String name = problem.at("/schema/$ref").asText();
                assertThat(name).as(path).startsWith("#/components/schemas/").endsWith("Problem");
                assertThat(problem.path("schema")).as(path).hasSize(1);
                assertThat(resolved(problem.path("schema")).at("/allOf/0/$ref").asText())
                        .as(name)
                        .isEqualTo("#/components/schemas/Problem");
                named.add(name);
            }
            assertThat(path.contains("/responses/") && node.has("allOf"))
                    .as(path)
                    .isFalse();
        });

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(named.stream()
                        .map(name -> Contract.document()
                                .at(name.substring(1) + "/allOf/1/properties/type/enum")
                                .toString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void enumValuesHaveIdentifierNames() {
        List<String> enums = new ArrayList<>();
        walk("", Contract.document(), (path, node) -> {
            List<String> values = texts(node.path("enum"));
            if (!path.endsWith("/properties")
                    && !values.stream().allMatch(value -> value.matches("[A-Za-z_][A-Za-z0-9_]*"))) {
                enums.add(path);
                assertThat(texts(node.path("x-enum-varnames")))
                        .as(path)
                        .hasSameSizeAs(values)
                        .doesNotHaveDuplicates()
                        .allMatch(name -> name.matches("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*"));
            }
        });

        assertThat(enums).hasSizeGreaterThan(20);
        assertThat(Contract.document().findValuesAsText("name")).contains("fulfillment email");
    }

    /** Each schema has the keyword: some generators treat an object without it as closed, and reject added members. */
    @Test
    void onlyRequestSchemasAreClosed() {
        Contract.document().at("/components/schemas").properties().forEach(schema -> {
            boolean isObject = schema.getValue().path("type").asText().equals("object");
            String open = isObject ? String.valueOf(!REQUESTS.contains(schema.getKey())) : "";
            assertThat(schema.getValue().path("additionalProperties").asText())
                    .as(schema.getKey())
                    .isEqualTo(open);
        });
        walk("", Contract.document(), (path, node) -> {
            if (node.has("additionalProperties")) {
                assertThat(path).matches("/components/schemas/[A-Za-z]+");
            }
        });
        assertThat(Contract.document().at("/info/description").asText()).contains("**Compatibility.**");
    }

    @Test
    void importLineIsCaptureWithId() {
        JsonNode capture = Contract.document().at("/components/schemas/OrderCapture");
        JsonNode line = Contract.document().at("/components/schemas/ImportLine");
        ObjectNode properties = line.path("properties").deepCopy();
        List<String> required = new ArrayList<>(texts(line.path("required")));

        assertThat(properties.remove("id").at("/$ref").asText()).isEqualTo("#/components/schemas/OrderId");
        assertThat(required.removeFirst()).isEqualTo("id");
        assertThat(properties).isEqualTo(capture.path("properties"));
        assertThat(required).isEqualTo(texts(capture.path("required")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static boolean isParameter(JsonNode node) {
        return node.has("schema") && node.path("in").isTextual();
    }

    private static JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? Contract.document().at(reference.asText().substring(1)) : node;
    }

    private static String anonymousDocument(String path) {
        return RestAssured.get(path).then().statusCode(200).extract().asString();
    }

    private static void operations(BiConsumer<String, JsonNode> visitor) {
        Contract.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        visitor.accept(operation.getKey() + " " + path.getKey(), operation.getValue());
                    }
                }));
    }

    /** Visits each object of the document, except for objects inside examples. */
    private static void walk(String path, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(path, node);
            node.properties().forEach(child -> {
                if (!Set.of("example", "examples").contains(child.getKey())) {
                    walk(path + "/" + child.getKey(), child.getValue(), visitor);
                }
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(path + "/" + i, node.get(i), visitor);
            }
        }
    }
}
