package sslorders.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks every {@link Rule} on every overlay, and that each rule can fail: a rule must find each deliberate fault in
 * copies of a rendering. {@code make k8s-check} runs it.
 */
class WiringCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FAULTS = Path.of("src", "test", "k8s", "faults.txt");

    /**
     * A rendering with one fault.
     *
     * @param value JSON that replaces the value at the pointer; "-" removes it
     */
    record Fault(Rule rule, String overlay, String kind, String pointer, String value) {

        Rendering broken() throws IOException {
            Rendering rendering = Rendering.of(overlay);
            JsonPointer place = JsonPointer.compile(pointer);
            List<JsonNode> candidates = rendering.all(kind);
            JsonNode parent = candidates.stream()
                    .filter(object -> !object.at(place).isMissingNode())
                    .findFirst()
                    .orElseGet(candidates::getFirst)
                    .at(place.head());
            String name = place.last().getMatchingProperty();
            if (parent instanceof ArrayNode array) {
                if (value.equals("-")) {
                    array.remove(Integer.parseInt(name));
                } else {
                    array.set(Integer.parseInt(name), JSON.readTree(value));
                }
            } else if (value.equals("-")) {
                ((ObjectNode) parent).remove(name);
            } else {
                ((ObjectNode) parent).set(name, JSON.readTree(value));
            }
            return rendering;
        }
    }

    static Stream<Arguments> rulesAndOverlays() throws IOException {
        List<String> overlays = Rendering.overlays();
        return Stream.of(Rule.values()).flatMap(rule -> overlays.stream().map(overlay -> Arguments.of(rule, overlay)));
    }

    @ParameterizedTest
    @MethodSource("rulesAndOverlays")
    void overlayObeysRule(Rule rule, String overlay) {
        rule.check(Rendering.of(overlay));
    }

    static List<Fault> faults() throws IOException {
        List<Fault> faults = new ArrayList<>();
        Rule rule = null;
        for (String line : Files.readAllLines(FAULTS)) {
            if (line.startsWith("  ")) {
                String[] parts = line.strip().split(" ", 4);
                faults.add(new Fault(rule, parts[0], parts[1], parts[2], parts[3]));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                rule = Rule.valueOf(line);
            }
        }
        return faults;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void ruleFindsFault(Fault fault) throws IOException {
        Rendering broken = fault.broken();

        assertThat(broken).as("the fault changes the rendering").isNotEqualTo(Rendering.of(fault.overlay()));
        assertThatThrownBy(() -> fault.rule().check(broken)).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyRuleCanFail() throws IOException {
        assertThat(faults()).extracting(Fault::rule).contains(Rule.values());
    }

    @Test
    void everyOverlayHasAFault() throws IOException {
        assertThat(faults()).extracting(Fault::overlay).containsAll(Rendering.overlays());
    }

    /** A rule on an object that only some overlays have must hold for an overlay that has it. */
    @ParameterizedTest
    @CsvSource({"production,Ingress", "production,ServiceMonitor", "with-postgres,Cluster"})
    void optionalObjectIsInAnOverlay(String overlay, String kind) {
        assertThat(Rendering.of(overlay).all(kind)).isNotEmpty();
    }
}
