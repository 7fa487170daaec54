package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** The document itself: it is what is served, says all that a client needs, and uses nothing that the checker passes over. */
@QuarkusTest
class ContractDocumentTest extends ServiceTest {
    /** Keywords of JSON Schema 2020-12 that the checker loads and does not check. */
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

    @Test
    void theServedDocumentIsTheFile() throws IOException {
        String yaml = anonymousDocument("/q/openapi");
        String json = anonymousDocument("/q/openapi?format=json");

        assertThat(new YAMLMapper().readTree(yaml)).isEqualTo(Contract.document());
        assertThat(new ObjectMapper().readTree(json)).isEqualTo(Contract.document());
    }

    @Test
    void swaggerUiShowsIt() {
        assertThat(anonymousDocument("/q/swagger-ui/")).contains("swagger-ui", "/q/openapi");
    }

    @Test
    void noSchemaUsesAKeywordThatTheCheckerPassesOver() {
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
    void everyStringNumberAndArrayHasABound() {
        List<String> unbounded = new ArrayList<>();
        walk("", Contract.document(), (path, node) -> {
            boolean bounded =
                    switch (node.path("type").asText()) {
                        case "string" -> node.has("maxLength") || node.has("enum") || node.has("pattern");
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

    @Test
    void everyValueAndEveryBodyHasAnExample() {
        List<String> without = new ArrayList<>();
        walk("", Contract.document(), (path, node) -> {
            boolean value = Set.of("string", "integer", "number", "boolean")
                    .contains(node.path("type").asText());
            boolean parameterOrHeader = node.has("schema") && (node.has("in") || path.contains("/headers/"));
            boolean body = path.matches(".*/content/[^/]+/[^/]+");
            boolean shown = node.has("example") || node.has("examples");
            // The schema of a parameter is shown by the parameter's own example.
            boolean insideShown = path.endsWith("/schema");
            if ((value && !insideShown || parameterOrHeader || body) && !shown) {
                without.add(path);
            }
        });

        assertThat(without).isEmpty();
    }

    @Test
    void everyOperationSaysItsScopeAndEachAnswerOfAnyCall() {
        List<String> scopes = new ArrayList<>();
        Set<String> defined = new TreeSet<>();
        Contract.document()
                .at("/components/securitySchemes/oidc/flows/clientCredentials/scopes")
                .fieldNames()
                .forEachRemaining(defined::add);
        operations((name, operation) -> {
            assertThat(operation.path("operationId").asText()).as(name).isNotBlank();
            assertThat(operation.path("summary").asText()).as(name).isNotBlank();
            scopes.add(operation.at("/security/0/oidc/0").asText());
            for (String status : List.of("401", "403", "406", "500")) {
                assertThat(operation.path("responses").has(status))
                        .as(name + " " + status)
                        .isTrue();
            }
        });

        assertThat(new TreeSet<>(scopes)).isEqualTo(defined);
    }

    @Test
    void everyProblemOfAnOperationNamesItsTypes() {
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

    /** Every object of the document, but not those inside examples. */
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
