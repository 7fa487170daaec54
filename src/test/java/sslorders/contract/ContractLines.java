package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Checks the JSON lines of an import and of its results against the contract, in which both bodies are strings. */
public final class ContractLines {
    private static final Set<String> WRITTEN = Set.of("created", "replaced", "unchanged");

    private ContractLines() {}

    /** Fails if a result violates the contract. */
    public static void checkResults(List<JsonNode> results) {
        results.forEach(result -> assertThat(
                        Contract.get().schemaViolations("/components/schemas/ImportResult", result.toString()))
                .as(result.toString())
                .isEmpty());
    }

    /** Fails if a line violates the contract although the service accepted it. */
    public static void checkWritten(List<String> lines, List<JsonNode> results) {
        results.stream()
                .filter(result -> WRITTEN.contains(result.path("result").asText()))
                .map(result -> lines.get(result.path("line").asInt() - 1))
                .forEach(line -> assertThat(Contract.get().schemaViolations("/components/schemas/ImportLine", line))
                        .as(line)
                        .isEmpty());
    }
}
