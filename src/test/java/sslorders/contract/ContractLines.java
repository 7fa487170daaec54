package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Holds the lines of an import against the contract: in both directions they are more than the strings that a client sees. */
public final class ContractLines {
    private static final Set<String> TAKEN = Set.of("created", "replaced", "unchanged");

    private ContractLines() {}

    /** Fails if a result is not as the contract says. */
    public static void checkResults(List<JsonNode> results) {
        results.forEach(result -> assertThat(
                        Contract.get().schemaViolations("/components/schemas/ImportResult", result.toString()))
                .as(result.toString())
                .isEmpty());
    }

    /** Fails if a line that was written is not as the contract says. */
    public static void checkTaken(List<String> lines, List<JsonNode> results) {
        results.stream()
                .filter(result -> TAKEN.contains(result.path("result").asText()))
                .map(result -> lines.get(result.path("line").asInt() - 1))
                .forEach(line -> assertThat(Contract.get().schemaViolations("/components/schemas/ImportLine", line))
                        .as(line)
                        .isEmpty());
    }
}
