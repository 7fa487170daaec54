package sslorders.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods of a path, for the {@code Allow} header that a 405 must have (RFC 9110, 15.5.6) and that the server leaves
 * out. They are read from the contract, which a test holds equal to the endpoints.
 */
@Singleton
class AllowedMethods {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** Read when the first 405 is given, so that the start does not wait for it. */
    private Map<Pattern, String> byPath;

    /** The methods in alphabetical order, separated by commas; empty for a path that is not in the contract. */
    synchronized String of(String path) {
        if (byPath == null) {
            byPath = read();
        }
        // A path may fit several templates, such as that of an order that is called import.
        return byPath.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(path).matches())
                .flatMap(entry -> Stream.of(entry.getValue().split(", ")))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Map<Pattern, String> read() {
        try (InputStream contract = AllowedMethods.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return new YAMLMapper()
                    .readTree(contract).path("paths").properties().stream()
                            .collect(
                                    Collectors.toMap(path -> pattern(path.getKey()), path -> methods(path.getValue())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replaceAll("\\{[A-Za-z]+}", "[^/]+"));
    }

    private static String methods(JsonNode path) {
        Set<String> methods = new TreeSet<>();
        path.fieldNames().forEachRemaining(name -> {
            if (METHODS.contains(name)) {
                methods.add(name.toUpperCase(Locale.ROOT));
            }
        });
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }
}
