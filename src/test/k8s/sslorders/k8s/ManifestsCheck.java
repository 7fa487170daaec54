package sslorders.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Parses each overlay, as rendered by kubectl, with the models of two Kubernetes clients that reject unknown fields:
 * the official one, generated from Kubernetes' API description, and fabric8's. {@code make k8s-check} runs it; {@code
 * make test} does not, because it needs kubectl.
 */
class ManifestsCheck {
    /** Kinds without a model in the official client; only fabric8's are checked. */
    private static final Set<String> OF_PROMETHEUS = Set.of("ServiceMonitor", "PrometheusRule");

    /** Kinds without a model in either client. */
    private static final Set<String> WITHOUT_MODEL = Set.of("Cluster");

    private static final Map<String, Class<?>> FABRIC8 = Stream.of(
                    Namespace.class,
                    ServiceAccount.class,
                    ConfigMap.class,
                    Service.class,
                    Deployment.class,
                    NetworkPolicy.class,
                    Ingress.class,
                    PodDisruptionBudget.class,
                    HorizontalPodAutoscaler.class,
                    ServiceMonitor.class,
                    PrometheusRule.class)
            .collect(Collectors.toMap(Class::getSimpleName, model -> model));

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .registerModule(new SimpleModule().setDeserializerModifier(new BeanDeserializerModifier() {
                private static final long serialVersionUID = 1L;

                @Override
                public BeanDeserializerBuilder updateBuilder(
                        DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
                    // The map in which fabric8 stores unknown fields.
                    builder.setAnySetter(null);
                    return builder;
                }
            }));

    static List<String> overlays() throws IOException {
        return Rendering.overlays();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void bothClientsAcceptEveryField(String overlay) throws Exception {
        Set<String> kinds = new TreeSet<>();
        for (JsonNode object : Rendering.of(overlay).objects()) {
            String kind = object.required("kind").textValue();
            kinds.add(kind);
            if (WITHOUT_MODEL.contains(kind)) {
                continue;
            }
            readByFabric8(object);
            if (!OF_PROMETHEUS.contains(kind)) {
                readByTheOfficialClient(object);
            }
        }
        assertThat(kinds)
                .contains(
                        "Deployment",
                        "Service",
                        "ServiceAccount",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "HorizontalPodAutoscaler");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/spec", "/spec/template/spec", "/spec/template/spec/containers/0/securityContext"})
    void unknownFieldIsRejectedByBothClients(String place) throws Exception {
        JsonNode deployment = Rendering.of("production").only("Deployment");
        ((ObjectNode) deployment.at(place)).put("replica", 3);

        assertThatThrownBy(() -> readByFabric8(deployment)).hasMessageContaining("replica");
        assertThatThrownBy(() -> readByTheOfficialClient(deployment)).hasMessageContaining("replica");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void podsAreRestrictedAndTerminateInTime(String overlay) throws Exception {
        JsonNode pod = Rendering.of(overlay).pod();
        JsonNode container = pod.at("/containers/0");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        // Delay of the preStop hook, requests, and attempts.
        assertThat(pod.at("/terminationGracePeriodSeconds").asInt()).isGreaterThan(5 + 20 + 20);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.at("/" + probe + "/httpGet/port").asText())
                    .as(probe)
                    .isEqualTo("management");
        }
    }

    @Test
    void noSecretIsInAnyOverlay() throws Exception {
        for (String overlay : overlays()) {
            assertThat(Rendering.of(overlay).objects())
                    .noneMatch(object -> object.required("kind").textValue().equals("Secret"));
        }
    }

    private static void readByFabric8(JsonNode object) throws IOException {
        String kind = object.required("kind").textValue();
        assertThat(FABRIC8).containsKey(kind);
        STRICT.treeToValue(object, FABRIC8.get(kind));
    }

    private static void readByTheOfficialClient(JsonNode object) throws Exception {
        String apiVersion = object.required("apiVersion").textValue();
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1).toUpperCase(Locale.ROOT);
        Class<?> model = Class.forName("io.kubernetes.client.openapi.models." + version
                + object.required("kind").textValue());
        try {
            model.getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(object.toString()));
        } catch (InvocationTargetException refused) {
            throw refused.getCause() instanceof Exception cause ? cause : refused;
        }
    }
}
