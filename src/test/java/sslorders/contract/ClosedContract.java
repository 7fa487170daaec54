package sslorders.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The contract without extension points. Clients must accept unknown members and some unknown values, because later releases
 * may add them. This release sends none, so its tests accept none.
 */
final class ClosedContract {
    /** RFC 9562 requires lower case. The contract has no pattern for it: a pattern beside a format breaks generated clients. */
    private static final String UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

    private ClosedContract() {}

    static JsonNode of(JsonNode document) {
        JsonNode closed = document.deepCopy();
        close("", closed);
        return closed;
    }

    private static void close(String path, JsonNode node) {
        if (node instanceof ObjectNode schema && !path.endsWith("/properties")) {
            // The members of an extension are also members of the schema that it extends, and that schema is closed.
            boolean isExtension = path.matches(".*/allOf/[0-9]+");
            if (schema.has("properties") && !isExtension) {
                schema.put("additionalProperties", false);
            }
            if (schema.has("x-extensible-enum")) {
                schema.set("enum", schema.get("x-extensible-enum"));
            }
            if (schema.path("format").asText().equals("uuid")) {
                schema.put("pattern", UUID);
            }
        }
        node.properties().forEach(child -> {
            if (!child.getKey().startsWith("example")) {
                close(path + "/" + child.getKey(), child.getValue());
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            close(path + "/" + i, node.get(i));
        }
    }
}
