package sslorders.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The objects of an overlay, as rendered by {@code kubectl kustomize}, as plain data.
 *
 * @param objects a mutable copy for each caller
 */
record Rendering(List<JsonNode> objects) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<String, String> RENDERED = new ConcurrentHashMap<>();

    /** A container port with name, number and protocol. */
    record Port(String name, int number, String protocol) {}

    /** Returns the folders of {@code k8s/overlays}. */
    static List<String> overlays() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("k8s", "overlays"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static Rendering of(String overlay) {
        try {
            String yaml = RENDERED.computeIfAbsent(overlay, Rendering::kustomize);
            return new Rendering(
                    YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kustomize(String overlay) {
        try {
            Process kubectl = new ProcessBuilder("kubectl", "kustomize", "k8s/overlays/" + overlay)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String yaml = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(kubectl.waitFor()).as("kubectl kustomize of " + overlay).isZero();
            return yaml;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<JsonNode> all(String kind) {
        return objects.stream().filter(object -> kindOf(object).equals(kind)).toList();
    }

    /** Returns the only object of a kind; fails if there is none or more than one. */
    JsonNode only(String kind) {
        assertThat(all(kind)).as("objects of the kind " + kind).hasSize(1);
        return all(kind).getFirst();
    }

    Optional<JsonNode> find(String kind, String name) {
        return all(kind).stream().filter(object -> nameOf(object).equals(name)).findFirst();
    }

    JsonNode pod() {
        return only("Deployment").at("/spec/template/spec");
    }

    JsonNode container() {
        return pod().at("/containers/0");
    }

    Map<String, String> podLabels() {
        return strings(only("Deployment").at("/spec/template/metadata/labels"));
    }

    List<Port> containerPorts() {
        return stream(container().path("ports"))
                .map(port -> new Port(
                        port.path("name").asText(),
                        port.path("containerPort").asInt(),
                        port.path("protocol").asText("TCP")))
                .toList();
    }

    /** Returns the service's settings from ConfigMaps and from plain values. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        stream(container().path("envFrom"))
                .flatMap(source ->
                        find("ConfigMap", source.at("/configMapRef/name").asText()).stream())
                .forEach(config -> settings.putAll(strings(config.path("data"))));
        stream(container().path("env"))
                .filter(variable -> variable.has("value"))
                .forEach(variable -> settings.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return settings;
    }

    static String kindOf(JsonNode object) {
        return object.path("kind").asText();
    }

    static String nameOf(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static Map<String, String> strings(JsonNode map) {
        Map<String, String> strings = new HashMap<>();
        map.properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
        return strings;
    }
}
