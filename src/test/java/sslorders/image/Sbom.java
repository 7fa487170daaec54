package sslorders.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Writes the software bill of materials of the image (CycloneDX) from the bill of materials of {@code
 * quarkus:dependency-sbom}, without build-only components. It lists exactly the jars of the package. A component with
 * a known vulnerability fails the build of the image.
 */
final class Sbom {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode document;

    private Sbom(ObjectNode document) {
        this.document = document;
    }

    /** Arguments: the SBOM of Quarkus, the folder of the package's jars, and the file to write. */
    public static void main(String... arguments) throws IOException {
        Sbom sbom = new Sbom((ObjectNode) JSON.readTree(Path.of(arguments[0]).toFile()));
        sbom.keepShippedComponents();
        Set<String> listed = sbom.jars();
        Set<String> shipped = jars(Path.of(arguments[1]));
        if (!listed.equals(shipped)) {
            throw new IllegalStateException("the SBOM has " + without(listed, shipped)
                    + ", which are not in the package," + " and lacks " + without(shipped, listed));
        }
        rejectVulnerable(sbom.document);
        JSON.writeValue(Path.of(arguments[2]).toFile(), sbom.document);
        System.out.printf("%s: %d components%n", arguments[2], listed.size());
    }

    /** Fails if a component has a version with a vulnerability that affects the service. */
    static void rejectVulnerable(ObjectNode document) {
        for (JsonNode component : document.required("components")) {
            String name = component.path("name").asText();
            String version = component.path("version").asText();
            // These components belong to another project with its own versions.
            boolean isNetty = component.path("group").asText().equals("io.netty") && !name.startsWith("netty-tcnative");
            if (isNetty && !OldestAllowed.isNettyAllowed(version)) {
                throw new IllegalStateException(name + " " + version + " has a vulnerability; see SECURITY.md");
            }
        }
    }

    private void keepShippedComponents() {
        String service = document.at("/metadata/component/bom-ref").asText();
        Set<String> kept = new HashSet<>(Set.of(service));
        ArrayNode components = (ArrayNode) document.required("components");
        components.removeIf(component -> component.path("bom-ref").asText().equals(service) || !ships(component));
        components.forEach(component -> kept.add(component.path("bom-ref").asText()));
        ArrayNode dependencies = (ArrayNode) document.required("dependencies");
        dependencies.removeIf(from -> !kept.contains(from.path("ref").asText()));
        for (JsonNode from : dependencies) {
            if (from.path("dependsOn") instanceof ArrayNode on) {
                on.removeIf(to -> !kept.contains(to.asText()));
            }
        }
    }

    private static boolean ships(JsonNode component) {
        return StreamSupport.stream(component.path("properties").spliterator(), false)
                .anyMatch(property -> property.path("name").asText().equals("quarkus:component:scope")
                        && property.path("value").asText().equals("runtime"));
    }

    /** File names as Quarkus writes them. */
    private Set<String> jars() {
        return StreamSupport.stream(document.required("components").spliterator(), false)
                .map(component -> component.path("group").asText() + "."
                        + component.path("name").asText() + "-"
                        + component.path("version").asText()
                        + classifier(component.path("purl").asText()) + ".jar")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String classifier(String purl) {
        return Stream.of(purl.substring(purl.indexOf('?') + 1).split("&"))
                .filter(qualifier -> qualifier.startsWith("classifier="))
                .map(qualifier -> "-" + qualifier.substring("classifier=".length()))
                .findFirst()
                .orElse("");
    }

    private static Set<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
