package sslorders.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The contract as this release must keep it. Clients have to accept unknown members and some unknown values, since later
 * releases add them; this release sends none, so its tests may accept none.
 */
final class ClosedContract {
    /** RFC 9562 has UUIDs written in lower case. The contract has no pattern beside a format, which breaks clients. */
    private static final String UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

    private ClosedContract() {}

    static JsonNode of(JsonNode document) {
        JsonNode copy = document.deepCopy();
        close("", copy);
        return copy;
    }

    private static void close(String path, JsonNode node) {
        if (node instanceof ObjectNode schema && !path.endsWith("/properties")) {
            // What a schema adds to the one that it extends is among the members of that one, which is closed itself.
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
