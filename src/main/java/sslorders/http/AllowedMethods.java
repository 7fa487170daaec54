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
 * Determines the methods of a path for the {@code Allow} header. A 405 response must have this header (RFC 9110, 15.5.6), but the
 * server does not add it. The methods are read from the contract; a test verifies that the contract matches the endpoints.
 */
@Singleton
class AllowedMethods {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** Loaded for the first 405 response, so that startup is not delayed. */
    private Map<Pattern, String> byPath;

    /** Returns the methods in alphabetical order, separated by commas; an empty string for a path that is not in the contract. */
    synchronized String of(String path) {
        if (byPath == null) {
            byPath = read();
        }
        // A path can match several templates: /ssl/orders/import also matches /ssl/orders/{id}.
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
