package sslorders.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static sslorders.k8s.Rendering.nameOf;
import static sslorders.k8s.Rendering.stream;
import static sslorders.k8s.Rendering.strings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Objects select the service's pods, and the ports and names to which they refer exist. */
final class WorkloadRules {
    /** Fields that must have a selector: an absent selector selects nothing or, in a NetworkPolicy, everything. */
    private static final Map<String, String> REQUIRED_SELECTORS = Map.of(
            "Deployment", "/spec/selector",
            "PodDisruptionBudget", "/spec/selector",
            "ServiceMonitor", "/spec/selector",
            "NetworkPolicy", "/spec/podSelector");

    private WorkloadRules() {}

    static void deploymentSelectsItsPods(Rendering rendering) {
        assertSelectsOnlyOurs(rendering, rendering.only("Deployment").at("/spec/selector"));
    }

    static void serviceSelectsOurPodsAndPorts(Rendering rendering) {
        JsonNode service = rendering.only("Service");
        JsonNode selector = service.at("/spec/selector");
        assertThat(selector).as("selector").isNotEmpty();
        assertThat(Selectors.selectsByMap(selector, rendering.podLabels()))
                .as("the Service selects the service's pods")
                .isTrue();
        assertThat(NetworkRules.others(rendering))
                .as("other pods")
                .noneMatch(labels -> Selectors.selectsByMap(selector, labels));
        assertThat(service.at("/spec/ports")).isNotEmpty().allSatisfy(port -> {
            String target = port.path("targetPort").asText(port.path("port").asText());
            assertThat(rendering.containerPorts())
                    .as("a port of the container is " + target)
                    .anyMatch(candidate ->
                            candidate.protocol().equals(port.path("protocol").asText("TCP"))
                                    && Set.of(candidate.name(), String.valueOf(candidate.number()))
                                            .contains(target));
        });
    }

    static void podsAreSpreadByTheirOwnLabels(Rendering rendering) {
        JsonNode constraints = rendering.pod().path("topologySpreadConstraints");
        assertThat(constraints)
                .isNotEmpty()
                .allSatisfy(constraint -> assertSelectsOnlyOurs(rendering, constraint.path("labelSelector")));
    }

    static void disruptionBudgetLeavesRoom(Rendering rendering) {
        JsonNode budget = rendering.only("PodDisruptionBudget").path("spec");
        assertSelectsOnlyOurs(rendering, budget.path("selector"));
        int replicas = rendering
                .only("HorizontalPodAutoscaler")
                .at("/spec/minReplicas")
                .asInt(1);
        int evictable = budget.has("minAvailable")
                ? replicas - pods(budget.path("minAvailable"), replicas)
                : pods(budget.path("maxUnavailable"), replicas);
        assertThat(evictable)
                .as("pods of %s that may be evicted at a time", replicas)
                .isBetween(1, replicas - 1);
    }

    static void autoscalerTargetsOurDeployment(Rendering rendering) {
        JsonNode deployment = rendering.only("Deployment");
        JsonNode spec = rendering.only("HorizontalPodAutoscaler").path("spec");
        assertThat(strings(spec.path("scaleTargetRef")))
                .isEqualTo(Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", nameOf(deployment)));
        assertThat(spec.path("maxReplicas").asInt())
                .isGreaterThanOrEqualTo(spec.path("minReplicas").asInt(1));
        assertThat(deployment.at("/spec/replicas").isMissingNode())
                .as("the Deployment leaves its replicas to the autoscaler")
                .isTrue();
    }

    static void monitorSelectsOurServiceAndPorts(Rendering rendering) {
        JsonNode service = rendering.only("Service");
        assertThat(rendering.all("ServiceMonitor")).allSatisfy(monitor -> {
            JsonNode selector = monitor.at("/spec/selector");
            assertThat(Selectors.selects(selector, strings(service.at("/metadata/labels"))))
                    .as("the ServiceMonitor selects the Service")
                    .isTrue();
            assertThat(Selectors.selects(selector, Map.of("app.kubernetes.io/name", "neighbor")))
                    .as("another Service")
                    .isFalse();
            assertThat(monitor.at("/spec/endpoints")).isNotEmpty().allSatisfy(endpoint -> {
                assertThat(portNames(service)).contains(endpoint.path("port").asText());
                assertThat(targetOf(service, endpoint.path("port"))).isEqualTo("management");
            });
        });
    }

    static void ingressLeadsToOurService(Rendering rendering) {
        JsonNode service = rendering.only("Service");
        assertThat(rendering.all("Ingress")).allSatisfy(ingress -> {
            List<JsonNode> backends = ingress.findValues("backend");
            assertThat(backends).isNotEmpty().allSatisfy(backend -> {
                assertThat(backend.at("/service/name").asText()).isEqualTo(nameOf(service));
                assertThat(portNames(service))
                        .contains(backend.at("/service/port/name").asText());
                assertThat(targetOf(service, backend.at("/service/port/name"))).isEqualTo("http");
            });
        });
    }

    /**
     * The port of a probe exists, and the kubelet's timeout of the liveness check is longer than the check's own
     * timeout.
     */
    static void probesMeetOurPorts(Rendering rendering) {
        JsonNode container = rendering.container();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(rendering.containerPorts())
                    .as(probe)
                    .anyMatch(port -> port.name()
                            .equals(container.path(probe).at("/httpGet/port").asText()));
        }
        JsonNode liveness = container.path("livenessProbe");
        assertThat(liveness.path("timeoutSeconds").asInt())
                .isBetween(6, liveness.path("periodSeconds").asInt());
    }

    static void noSelectorIsEmpty(Rendering rendering) {
        REQUIRED_SELECTORS.forEach((kind, place) -> assertThat(rendering.all(kind))
                .allSatisfy(object -> assertThat(Selectors.isEmpty(object.at(place)))
                        .as(kind + place + " is empty")
                        .isFalse()));
        assertThat(rendering.objects()).allSatisfy(object -> {
            for (String name : List.of("labelSelector", "podSelector", "namespaceSelector")) {
                assertThat(object.findValues(name))
                        .as(name + " of " + nameOf(object))
                        .noneMatch(Selectors::isEmpty);
            }
        });
    }

    private static void assertSelectsOnlyOurs(Rendering rendering, JsonNode selector) {
        assertThat(Selectors.isEmpty(selector)).as("selector is empty").isFalse();
        assertThat(Selectors.selects(selector, rendering.podLabels()))
                .as(selector + " selects the service's pods")
                .isTrue();
        assertThat(NetworkRules.others(rendering))
                .as("other pods")
                .noneMatch(labels -> Selectors.selects(selector, labels));
    }

    private static Set<String> portNames(JsonNode service) {
        return stream(service.at("/spec/ports"))
                .map(port -> port.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static String targetOf(JsonNode service, JsonNode name) {
        return stream(service.at("/spec/ports"))
                .filter(port -> port.path("name").equals(name))
                .map(port -> port.path("targetPort").asText())
                .collect(Collectors.joining());
    }

    /** Returns a number of pods, from a number or a percentage, which Kubernetes rounds up. */
    private static int pods(JsonNode value, int replicas) {
        String text = value.asText("0");
        return text.endsWith("%")
                ? Math.ceilDiv(Integer.parseInt(text.replace("%", "")) * replicas, 100)
                : Integer.parseInt(text);
    }
}
