package sslorders.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Evaluates which connections of the service's pods the rendered NetworkPolicies permit, as Kubernetes does: the
 * union of the rules of all policies that select the pods; without a policy for a direction, every connection in it.
 */
final class Network {
    private final List<JsonNode> policies;
    private final List<Rendering.Port> ports;
    private final String namespace;

    Network(Rendering rendering) {
        Map<String, String> pod = rendering.podLabels();
        policies = rendering.all("NetworkPolicy").stream()
                .filter(policy -> Selectors.selects(policy.at("/spec/podSelector"), pod))
                .toList();
        ports = rendering.containerPorts();
        namespace = rendering.only("Deployment").at("/metadata/namespace").asText();
    }

    /** The other end of a connection: a pod of a namespace, or an IPv4 address outside the cluster. */
    record Peer(String namespace, Map<String, String> labels, String address) {
        static Peer pod(String namespace, Map<String, String> labels) {
            return new Peer(namespace, labels, null);
        }

        static Peer outside(String address) {
            return new Peer(null, Map.of(), address);
        }
    }

    /** Returns whether this peer may connect to a port of the service's pods. */
    boolean permitsFrom(Peer peer, String protocol, int port) {
        return permits("Ingress", "ingress", "from", peer, protocol, port);
    }

    /** Returns whether the service's pods may connect to a port of this peer. */
    boolean permitsTo(Peer peer, String protocol, int port) {
        return permits("Egress", "egress", "to", peer, protocol, port);
    }

    private boolean permits(String type, String rules, String side, Peer peer, String protocol, int port) {
        List<JsonNode> typed = policies.stream()
                .filter(policy -> Rendering.stream(policy.at("/spec/policyTypes"))
                        .anyMatch(name -> name.asText().equals(type)))
                .toList();
        return typed.isEmpty()
                || typed.stream()
                        .flatMap(policy -> Rendering.stream(policy.path("spec").path(rules)))
                        .anyMatch(rule ->
                                isPeer(rule.path(side), peer) && isPort(rule.path("ports"), type, protocol, port));
    }

    private boolean isPeer(JsonNode peers, Peer peer) {
        return peers.isEmpty() || Rendering.stream(peers).anyMatch(candidate -> isOne(candidate, peer));
    }

    private boolean isOne(JsonNode candidate, Peer peer) {
        if (candidate.has("ipBlock")) {
            return peer.address() != null
                    && candidate.at("/ipBlock/except").isEmpty()
                    && contains(candidate.at("/ipBlock/cidr").asText(), peer.address());
        }
        if (peer.namespace() == null) {
            return false;
        }
        boolean inNamespace = candidate.has("namespaceSelector")
                ? Selectors.selects(
                        candidate.path("namespaceSelector"), Map.of("kubernetes.io/metadata.name", peer.namespace()))
                : peer.namespace().equals(namespace);
        return inNamespace
                && (!candidate.has("podSelector") || Selectors.selects(candidate.path("podSelector"), peer.labels()));
    }

    private boolean isPort(JsonNode permitted, String type, String protocol, int port) {
        return permitted.isEmpty()
                || Rendering.stream(permitted)
                        .anyMatch(candidate ->
                                candidate.path("protocol").asText("TCP").equals(protocol)
                                        && isNumber(candidate, type, protocol, port));
    }

    private boolean isNumber(JsonNode candidate, String type, String protocol, int port) {
        JsonNode number = candidate.path("port");
        if (number.isMissingNode()) {
            return true;
        }
        if (number.isTextual()) {
            // The names of another pod's ports are unknown here.
            return type.equals("Ingress") && ports.contains(new Rendering.Port(number.asText(), port, protocol));
        }
        return port >= number.asInt() && port <= candidate.path("endPort").asInt(number.asInt());
    }

    private static boolean contains(String cidr, String address) {
        String[] parts = cidr.split("/");
        long mask = -1L << 32 - Integer.parseInt(parts[1]);
        return (number(parts[0]) & mask) == (number(address) & mask);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
