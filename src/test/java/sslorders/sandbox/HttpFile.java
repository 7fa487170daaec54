package sslorders.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The requests of an {@code .http} file, as an editor reads it: a line with {@code ###} starts a request, and {@code @name =
 * value} defines a variable.
 */
record HttpFile(Map<String, String> variables, List<String> sections) {
    private static final Pattern VARIABLE = Pattern.compile("(?m)^@([a-z]+) = (.+)$");
    private static final Pattern USE = Pattern.compile("\\{\\{([a-z]+)}}");

    /** A request without variables. */
    record Request(String name, String method, String url, List<String> headers, String body) {
        HttpRequest toHttp() {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(header -> {
                String[] parts = header.split(": ", 2);
                builder.header(parts[0], parts[1]);
            });
            return builder.build();
        }
    }

    static HttpFile read(Path file) throws IOException {
        List<String> sections = new ArrayList<>(List.of(Files.readString(file).split("(?m)^### ")));
        Map<String, String> variables = new HashMap<>();
        VARIABLE.matcher(sections.removeFirst())
                .results()
                .forEach(variable -> variables.put(variable.group(1), variable.group(2)));
        return new HttpFile(variables, sections);
    }

    /** Returns the file with other values of these variables. */
    HttpFile with(Map<String, String> values) {
        Map<String, String> merged = new HashMap<>(variables);
        merged.putAll(values);
        return new HttpFile(merged, sections);
    }

    Stream<Request> requests() {
        return sections.stream().map(this::request);
    }

    private Request request(String section) {
        String text = USE.matcher(section).replaceAll(use -> variables.get(use.group(1)));
        String[] headAndBody = text.strip().split("\n\n", 2);
        List<String> head = headAndBody[0].lines().toList();
        String[] line = head.get(1).split(" ", 2);
        return new Request(
                head.getFirst(),
                line[0],
                line[1],
                head.subList(2, head.size()),
                headAndBody.length == 1 ? "" : headAndBody[1]);
    }
}
