package sslorders.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Label selectors, as Kubernetes evaluates them. */
final class Selectors {
    private Selectors() {}

    /** Whether a LabelSelector selects these labels; an empty one selects all, an absent one none. */
    static boolean selects(JsonNode selector, Map<String, String> labels) {
        return selector.isObject()
                && selectsByMap(selector.path("matchLabels"), labels)
                && Rendering.stream(selector.path("matchExpressions"))
                        .allMatch(expression -> isTrue(expression, labels));
    }

    /** Whether a plain map of labels, as that of a Service, selects these labels. */
    static boolean selectsByMap(JsonNode selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(Rendering.strings(selector).entrySet());
    }

    /** Whether a LabelSelector is absent, or selects everything. */
    static boolean isEmpty(JsonNode selector) {
        return selector.path("matchLabels").isEmpty()
                && selector.path("matchExpressions").isEmpty();
    }

    private static boolean isTrue(JsonNode expression, Map<String, String> labels) {
        String value = labels.get(expression.path("key").asText());
        List<String> values = Rendering.stream(expression.path("values"))
                .map(JsonNode::asText)
                .toList();
        return switch (expression.path("operator").asText()) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> throw new AssertionError("Unknown operator of " + expression);
        };
    }
}
