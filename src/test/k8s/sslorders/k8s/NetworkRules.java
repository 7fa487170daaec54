package sslorders.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static sslorders.k8s.Rendering.nameOf;
import static sslorders.k8s.Rendering.strings;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sslorders.k8s.Network.Peer;

/** The connections that the network policy must permit; all others must be denied. */
final class NetworkRules {
    private static final Peer ELSEWHERE = Peer.outside("192.0.2.1");
    private static final int HTTPS = 443;

    private NetworkRules() {}

    static void policySelectsOnlyOurPods(Rendering rendering) {
        assertThat(rendering.all("NetworkPolicy")).isNotEmpty().allSatisfy(policy -> {
            JsonNode selector = policy.at("/spec/podSelector");
            assertThat(Selectors.selects(selector, rendering.podLabels()))
                    .as("the policy selects the service's pods")
                    .isTrue();
            assertThat(others(rendering)).as("other pods").noneMatch(labels -> Selectors.selects(selector, labels));
        });
    }

    static void dnsIsReachable(Rendering rendering) {
        Network network = new Network(rendering);
        for (String protocol : List.of("UDP", "TCP")) {
            for (String dns : List.of("kube-dns", "node-local-dns")) {
                assertThat(network.permitsTo(Peer.pod("kube-system", Map.of("k8s-app", dns)), protocol, 53))
                        .as(dns + " by " + protocol)
                        .isTrue();
            }
            assertThat(network.permitsTo(Peer.outside("169.254.20.10"), protocol, 53))
                    .as("NodeLocal DNSCache by " + protocol)
                    .isTrue();
            assertThat(network.permitsTo(ELSEWHERE, protocol, 53))
                    .as("DNS at another server by " + protocol)
                    .isFalse();
        }
    }

    static void databaseIsReachable(Rendering rendering) {
        String url = rendering.settings().getOrDefault("QUARKUS_DATASOURCE_JDBC_URL", "");
        assertThat(url).startsWith("jdbc:postgresql://");
        URI database = URI.create(url.substring("jdbc:".length()));
        Peer peer = rendering.all("Cluster").stream()
                .filter(cluster -> database.getHost().startsWith(nameOf(cluster) + "-"))
                .findFirst()
                .map(cluster -> Peer.pod(cluster.at("/metadata/namespace").asText(), databaseLabels(cluster)))
                .orElse(ELSEWHERE);
        int port = database.getPort() < 0 ? 5432 : database.getPort();

        assertThat(new Network(rendering).permitsTo(peer, "TCP", port)).as(url).isTrue();
    }

    /** Returns the configured URLs of the issuer, the CAs and their token endpoints. */
    static void everyConfiguredUrlIsReachable(Rendering rendering) {
        Network network = new Network(rendering);
        assertThat(network.permitsTo(ELSEWHERE, "TCP", HTTPS)).as("https").isTrue();
        assertThat(network.permitsTo(ELSEWHERE, "TCP", 22)).as("other ports").isFalse();
        Map<String, String> settings = rendering.settings();
        assertThat(settings.keySet()).anyMatch(key -> key.startsWith("SSL_ORDERS_CA_") && key.endsWith("_URL"));
        settings.values().stream()
                .filter(value -> value.startsWith("https://"))
                .map(URI::create)
                .forEach(url -> assertThat(
                                network.permitsTo(ELSEWHERE, "TCP", url.getPort() < 0 ? HTTPS : url.getPort()))
                        .as("the policy permits the port of " + url)
                        .isTrue());
    }

    static void onlyIngressAndMonitoringReachUs(Rendering rendering) {
        String ours = rendering.only("Deployment").at("/metadata/namespace").asText();
        Peer ingress = Peer.pod("ingress-nginx", Map.of("app.kubernetes.io/name", "ingress-nginx"));
        Peer monitoring = Peer.pod("monitoring", Map.of("app.kubernetes.io/name", "prometheus"));
        assertThat(permitted(rendering, ingress)).as("ingress").containsExactly(8080);
        assertThat(permitted(rendering, monitoring)).as("monitoring").containsExactly(9000);
        assertThat(permitted(rendering, ELSEWHERE)).as("outside").isEmpty();
        assertThat(permitted(rendering, Peer.pod("default", Map.of())))
                .as("another namespace")
                .isEmpty();
        assertThat(permitted(rendering, Peer.pod(ours, Map.of("app", "neighbor"))))
                .as("our namespace")
                .isEmpty();
    }

    private static List<Integer> permitted(Rendering rendering, Peer peer) {
        Network network = new Network(rendering);
        List<Integer> candidates = new ArrayList<>(List.of(22, 5005));
        rendering.containerPorts().forEach(port -> candidates.add(port.number()));
        return candidates.stream()
                .filter(port -> network.permitsFrom(peer, "TCP", port) || network.permitsFrom(peer, "UDP", port))
                .toList();
    }

    /** Returns the labels of unrelated pods that could run in the same namespace. */
    static List<Map<String, String>> others(Rendering rendering) {
        List<Map<String, String>> others = new ArrayList<>(List.of(
                Map.of(),
                Map.of("app", "ssl-orders"),
                Map.of("app.kubernetes.io/name", "neighbor"),
                Map.of("cnpg.io/cluster", "ssl-orders-db", "app.kubernetes.io/name", "postgresql")));
        rendering.all("Cluster").forEach(cluster -> others.add(databaseLabels(cluster)));
        return others;
    }

    /** Returns the labels of CloudNativePG's pods: its own, and those that the Cluster object adds. */
    private static Map<String, String> databaseLabels(JsonNode cluster) {
        Map<String, String> labels = new HashMap<>();
        labels.put("app.kubernetes.io/name", "postgresql");
        labels.put("cnpg.io/cluster", nameOf(cluster));
        labels.putAll(strings(cluster.at("/metadata/labels")));
        labels.putAll(strings(cluster.at("/spec/inheritedMetadata/labels")));
        return labels;
    }
}
