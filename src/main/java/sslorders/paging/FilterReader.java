package sslorders.paging;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import sslorders.error.InputError;
import sslorders.error.Text;

/**
 * Reads the filters of a list from the query parameters of a request.
 *
 * @param errors receives an error for each invalid parameter; if there is any, the filters must not be used
 */
public record FilterReader(Map<String, List<String>> parameters, List<InputError> errors) {

    /**
     * Returns the value of a parameter; empty if the parameter is absent or invalid.
     *
     * @param parser returns an empty value for an invalid text
     * @param requirement the detail of the error
     */
    public <T> Optional<T> read(String name, Function<String, Optional<T>> parser, Text requirement) {
        Optional<String> text = PageRequest.first(parameters, name);
        Optional<T> value = text.flatMap(parser);
        if (text.isPresent() && value.isEmpty()) {
            errors.add(InputError.inQuery(name, requirement));
        }
        return value;
    }

    /** Returns the text of a parameter; empty if the parameter is absent or does not match the pattern. */
    public Optional<String> read(String name, Pattern pattern, Text requirement) {
        return read(name, text -> Optional.of(text).filter(pattern.asMatchPredicate()), requirement);
    }

    /** Returns the values of a comma-separated parameter in their natural order; none if the parameter is absent or invalid. */
    public <T extends Comparable<? super T>> Set<T> readAll(
            String name, Function<String, Optional<T>> parser, Text requirement) {
        return read(name, text -> all(text, parser), requirement).orElse(Set.of());
    }

    private static <T extends Comparable<? super T>> Optional<Set<T>> all(
            String text, Function<String, Optional<T>> parser) {
        Set<T> values = new TreeSet<>();
        for (String item : text.split(",", -1)) {
            Optional<T> value = parser.apply(item);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(values);
    }
}
