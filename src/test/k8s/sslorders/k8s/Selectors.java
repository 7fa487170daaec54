package sslorders.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Evaluates label selectors as Kubernetes does. */
final class Selectors {
    private Selectors() {}

    /** Returns whether a LabelSelector selects these labels. An empty one selects all labels, an absent one none. */
    static boolean selects(JsonNode selector, Map<String, String> labels) {
        return selector.isObject()
                && selectsByMap(selector.path("matchLabels"), labels)
                && Rendering.stream(selector.path("matchExpressions"))
                        .allMatch(expression -> isTrue(expression, labels));
    }

    /** Returns whether a plain map of labels, such as that of a Service, selects these labels. */
    static boolean selectsByMap(JsonNode selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(Rendering.strings(selector).entrySet());
    }

    /** Returns whether a LabelSelector is absent or selects everything. */
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
