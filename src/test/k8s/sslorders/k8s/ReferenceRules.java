package sslorders.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static sslorders.k8s.Rendering.nameOf;
import static sslorders.k8s.Rendering.stream;
import static sslorders.k8s.Rendering.strings;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Objects refer only to rendered objects, or to objects that docs/kubernetes.md assigns to the operator. */
final class ReferenceRules {
    private static final Path DOCUMENT = Path.of("docs", "kubernetes.md");
    private static final String ANNOTATION = "nginx.ingress.kubernetes.io/";

    private ReferenceRules() {}

    /** @param key empty for the whole object */
    private record Reference(String kind, String name, Optional<String> key) {}

    static void everyReferenceIsRenderedOrDocumented(Rendering rendering) {
        List<String> documented = documented();
        List<Reference> references = references(rendering);
        assertThat(references).extracting(Reference::kind).contains("ConfigMap", "Secret");
        assertThat(references).allSatisfy(reference -> {
            Optional<JsonNode> object = rendering.find(reference.kind(), reference.name());
            if (object.isPresent()) {
                assertThat(strings(object.get().path("data")).keySet())
                        .containsAll(reference.key().stream().toList());
            } else {
                assertThat(documented)
                        .as("lines of the table in " + DOCUMENT)
                        .anyMatch(line -> line.startsWith("| " + reference.kind() + " `" + reference.name() + "` |")
                                && line.contains(reference
                                        .key()
                                        .map(key -> "`" + key + "`")
                                        .orElse("")));
            }
        });
    }

    static void podNamesWhatItHas(Rendering rendering) {
        JsonNode pod = rendering.pod();
        assertThat(rendering.find(
                        "ServiceAccount", pod.path("serviceAccountName").asText()))
                .as("the pod's ServiceAccount")
                .isPresent();
        assertThat(stream(rendering.container().path("volumeMounts")).map(mount -> mount.path("name")))
                .as("volumes that are mounted")
                .containsExactlyInAnyOrderElementsOf(stream(pod.path("volumes"))
                        .map(volume -> volume.path("name"))
                        .toList());
    }

    /** Only a Namespace is in no namespace. */
    static void namespacesAgree(Rendering rendering) {
        String namespace = nameOf(rendering.only("Namespace"));
        assertThat(rendering.objects())
                .filteredOn(object -> !Rendering.kindOf(object).equals("Namespace"))
                .isNotEmpty()
                .allSatisfy(
                        object -> assertThat(object.at("/metadata/namespace").asText())
                                .as(Rendering.kindOf(object) + " " + nameOf(object))
                                .isEqualTo(namespace));
    }

    /**
     * The TLS certificate of the database is verified with a CA from a file in the pod; with the Cluster object, that
     * of CloudNativePG.
     */
    static void databaseIsVerified(Rendering rendering) {
        String url = rendering.settings().getOrDefault("QUARKUS_DATASOURCE_JDBC_URL", "");
        assertThat(url).containsPattern("[?&]sslmode=verify-full(&|$)");
        Matcher file = Pattern.compile("[?&]sslrootcert=([^&]+)").matcher(url);
        assertThat(file.find()).as(url + " has sslrootcert").isTrue();
        Path certificate = Path.of(file.group(1));

        JsonNode mount = stream(rendering.container().path("volumeMounts"))
                .filter(candidate ->
                        Path.of(candidate.path("mountPath").asText()).equals(certificate.getParent()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(certificate + " is not a mounted file"));
        JsonNode secret = stream(rendering.pod().path("volumes"))
                .filter(volume -> volume.path("name").equals(mount.path("name")))
                .findFirst()
                .map(volume -> volume.path("secret"))
                .orElseThrow(() -> new AssertionError(mount + " has no volume"));
        assertThat(stream(secret.path("items")).map(item -> item.path("path").asText()))
                .as("files of the Secret")
                .containsExactly(certificate.getFileName().toString());
        assertThat(rendering.all("Cluster")).allSatisfy(cluster -> {
            assertThat(secret.path("secretName").asText()).isEqualTo(nameOf(cluster) + "-ca");
            assertThat(url).matches("jdbc:postgresql://" + nameOf(cluster) + "-rw(:5432)?/.*");
        });
    }

    /** The ingress streams imports, and its timeouts for a silent peer are longer than those of the service. */
    static void ingressStreamsAndWaits(Rendering rendering) {
        int idle = Integer.parseInt(property("quarkus.http.idle-timeout").replace("m", "")) * 60;
        assertThat(rendering.all("Ingress")).allSatisfy(ingress -> {
            Map<String, String> annotations = strings(ingress.at("/metadata/annotations"));
            assertThat(annotations)
                    .containsEntry(ANNOTATION + "proxy-body-size", "0")
                    .containsEntry(ANNOTATION + "proxy-request-buffering", "off")
                    .containsEntry(ANNOTATION + "proxy-buffering", "off");
            for (String timeout : List.of("proxy-read-timeout", "proxy-send-timeout")) {
                assertThat(Integer.parseInt(annotations.getOrDefault(ANNOTATION + timeout, "60")))
                        .as(timeout)
                        .isGreaterThan(idle);
            }
        });
    }

    private static List<Reference> references(Rendering rendering) {
        List<Reference> references = new ArrayList<>();
        JsonNode container = rendering.container();
        stream(container.path("envFrom")).forEach(source -> {
            add(references, "ConfigMap", source.path("configMapRef"), "name");
            add(references, "Secret", source.path("secretRef"), "name");
        });
        stream(container.path("env"))
                .map(variable -> variable.path("valueFrom"))
                .forEach(source -> {
                    add(references, "ConfigMap", source.path("configMapKeyRef"), "name");
                    add(references, "Secret", source.path("secretKeyRef"), "name");
                });
        stream(rendering.pod().path("volumes")).forEach(volume -> {
            add(references, "ConfigMap", volume.path("configMap"), "name");
            add(references, "Secret", volume.path("secret"), "secretName");
        });
        stream(rendering.pod().path("imagePullSecrets")).forEach(secret -> add(references, "Secret", secret, "name"));
        rendering
                .all("Ingress")
                .forEach(ingress ->
                        stream(ingress.at("/spec/tls")).forEach(tls -> add(references, "Secret", tls, "secretName")));
        return references;
    }

    private static void add(List<Reference> references, String kind, JsonNode source, String property) {
        if (source.isMissingNode()) {
            return;
        }
        String name = source.path(property).asText();
        List<String> keys = Stream.concat(Stream.of(source), stream(source.path("items")))
                .filter(node -> node.has("key"))
                .map(node -> node.path("key").asText())
                .toList();
        keys.forEach(key -> references.add(new Reference(kind, name, Optional.of(key))));
        if (keys.isEmpty()) {
            references.add(new Reference(kind, name, Optional.empty()));
        }
    }

    private static List<String> documented() {
        try {
            return Files.readAllLines(DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String name) {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src", "main", "resources", "application.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(name);
    }
}
