package sslorders.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Checks values against the schemas of the contract with JSON Schema 2020-12, the dialect of OpenAPI 3.1. The request
 * validator that checks paths, operations and media types does not check OpenAPI 3.1 schemas.
 */
final class ContractSchemas {
    private static final String IRI = "https://ssl-orders.invalid/openapi";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonSchemaFactory factory;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    ContractSchemas(JsonNode document) {
        factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(IRI, document.toString()))));
    }

    /**
     * Returns the violations of a JSON text.
     *
     * @param pointer the JSON pointer of its schema in the document
     */
    List<String> check(String pointer, String json) {
        try {
            JsonNode value = JSON.readTree(json);
            return value.isMissingNode() ? List.of("there is no body") : check(pointer, value);
        } catch (JsonProcessingException e) {
            return List.of("the body is not JSON");
        }
    }

    /** Returns the violations of the text of a parameter or header. */
    List<String> checkText(String pointer, JsonNode schema, String text) {
        return check(pointer, value(schema.path("type").asText(), text));
    }

    /** Parses a value. Commas separate the items of an array: {@code style: form} with {@code explode: false}. */
    private static JsonNode value(String type, String text) {
        if (type.equals("array")) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            Stream.of(text.split(",", -1)).forEach(items::add);
            return items;
        }
        return type.equals("integer") && text.matches("-?[0-9]{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                : JsonNodeFactory.instance.textNode(text);
    }

    private List<String> check(String pointer, JsonNode value) {
        return factory.getSchema(SchemaLocation.of(IRI + "#" + pointer), config).validate(value).stream()
                .map(Object::toString)
                .toList();
    }
}
