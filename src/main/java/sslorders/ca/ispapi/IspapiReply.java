package sslorders.ca.ispapi;

import java.util.List;
import java.util.Optional;

/**
 * The text of a response: a line {@code [RESPONSE]}, lines {@code NAME=value}, and a line {@code EOF}.
 *
 * @param code the result code
 * @param description the description; an empty string if there is none
 */
record IspapiReply(String code, String description) {

    /** Parses a text; empty if it is incomplete, has another form, or does not have exactly one code. */
    static Optional<IspapiReply> parse(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.size() < 3
                || !lines.getFirst().equals("[RESPONSE]")
                || !lines.getLast().equals("EOF")) {
            return Optional.empty();
        }
        List<String> codes = values(lines, "CODE");
        return codes.size() == 1
                ? Optional.of(new IspapiReply(codes.getFirst(), String.join(" ", values(lines, "DESCRIPTION"))))
                : Optional.empty();
    }

    private static List<String> values(List<String> lines, String name) {
        return lines.stream()
                .map(line -> line.split("=", 2))
                .filter(line -> line.length == 2 && line[0].strip().equalsIgnoreCase(name))
                .map(line -> line[1].strip())
                .toList();
    }
}
