package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the workflow of the folder {@code examples} uses operations and parameters of the contract. */
class ArazzoDocumentTest {
    private static final Path FILE = Path.of("examples", "ssl-orders.arazzo.yaml");
    private static final Pattern STEP = Pattern.compile("\\$steps\\.([A-Za-z]+)\\.outputs\\.([A-Za-z]+)");
    private static final Pattern INPUT = Pattern.compile("\\$inputs\\.([A-Za-z]+)");

    @Test
    void sourceIsTheContract() throws IOException {
        JsonNode sources = read().path("sourceDescriptions");

        assertThat(sources).hasSize(1);
        assertThat(FILE.resolveSibling(sources.at("/0/url").asText())).isRegularFile();
        assertThat(Files.isSameFile(FILE.resolveSibling(sources.at("/0/url").asText()), Path.of("openapi.yaml")))
                .isTrue();
    }

    @Test
    void stepUsesParametersOfItsOperation() throws IOException {
        for (JsonNode step : steps()) {
            String operation = operation(step.path("operationId").asText());
            List<String> known = parameters(operation);
            known.addAll(parameters(operation.substring(0, operation.lastIndexOf('/'))));

            assertThat(step.path("parameters"))
                    .isNotEmpty()
                    .allSatisfy(parameter -> assertThat(known)
                            .contains(parameter.path("in").asText() + " "
                                    + parameter.path("name").asText()));
        }
    }

    @Test
    void valuesReferToInputsAndEarlierSteps() throws IOException {
        Set<String> outputs = new HashSet<>();
        Set<String> inputs = new HashSet<>();
        read().at("/workflows/0/inputs/properties").fieldNames().forEachRemaining(inputs::add);
        for (JsonNode step : steps()) {
            String text = step.toString();
            assertThat(STEP.matcher(text).results().map(use -> use.group(1) + "." + use.group(2)))
                    .isSubsetOf(outputs);
            assertThat(INPUT.matcher(text).results().map(use -> use.group(1))).isSubsetOf(inputs);
            step.path("outputs")
                    .fieldNames()
                    .forEachRemaining(name -> outputs.add(step.path("stepId").asText() + "." + name));
        }
        assertThat(STEP.matcher(read().at("/workflows/0/outputs").toString())
                        .results()
                        .map(use -> use.group(1) + "." + use.group(2)))
                .isNotEmpty()
                .isSubsetOf(outputs);
    }

    private static JsonNode read() throws IOException {
        return new YAMLMapper().readTree(FILE.toFile());
    }

    private static JsonNode steps() throws IOException {
        JsonNode steps = read().at("/workflows/0/steps");
        assertThat(steps).isNotEmpty();
        return steps;
    }

    /** Returns the pointer of the operation in the contract. */
    private static String operation(String id) {
        List<String> found = new ArrayList<>();
        Contract.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().path("operationId").asText().equals(id)) {
                        found.add("/paths/" + path.getKey().replace("/", "~1") + "/" + method.getKey());
                    }
                }));
        assertThat(found).as(id).hasSize(1);
        return found.getFirst();
    }

    private static List<String> parameters(String owner) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Contract.document().at(owner + "/parameters").size(); i++) {
            JsonNode parameter = Contract.document().at(Contract.resolve(owner + "/parameters/" + i));
            names.add(
                    parameter.path("in").asText() + " " + parameter.path("name").asText());
        }
        return names;
    }
}
