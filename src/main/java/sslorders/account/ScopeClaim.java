package sslorders.account;

import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the scopes of a token from a white-space-separated string or from an array of strings. This class replaces the reader
 * of the OIDC library, which reads only the claim {@code scope} and fails on two consecutive spaces.
 * {@code application.properties} disables that reader.
 */
final class ScopeClaim {

    private ScopeClaim() {}

    /** Returns the scopes of this service that the claim contains; empty if the claim is absent or has another type. */
    static Set<String> granted(Object claim) {
        Set<String> all = values(claim).collect(Collectors.toSet());
        return Scopes.ALL.stream().filter(all::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns all values of the claim; empty if the claim is absent or has another type. */
    static Stream<String> values(Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text.split("\\s+"));
            case JsonString text -> values(text.getString());
            case Collection<?> several -> several.stream().flatMap(ScopeClaim::element);
            case null -> Stream.empty();
            default -> Stream.empty();
        };
    }

    private static Stream<String> element(Object element) {
        return switch (element) {
            case String text -> Stream.of(text);
            case JsonString text -> Stream.of(text.getString());
            case null -> Stream.empty();
            default -> Stream.empty();
        };
    }
}
