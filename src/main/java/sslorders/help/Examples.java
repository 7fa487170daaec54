package sslorders.help;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.http.Problem;
import sslorders.http.ProblemDocuments;

/** An example of each problem type. Tests compare the examples with {@code docs/errors.md} and the contract. */
final class Examples {
    private final ProblemDocuments documents;
    private final Map<String, Example> bySlug;

    /**
     * An example in {@code help/examples.json}.
     *
     * @param instance the path of the request
     * @param detail the detail; null if the example has an error of a single value
     * @param values the values of the detail's parameters; null if it has none
     * @param members the additional members; null if there are none
     * @param retryAfter the time in seconds; null if waiting does not help
     * @param error the error of a single value; null for other problems
     */
    private record Example(
            String instance,
            Detail detail,
            List<String> values,
            Map<String, Object> members,
            Long retryAfter,
            InvalidValue error) {}

    private record InvalidValue(String in, String name, Detail detail) {}

    Examples(ProblemDocuments documents) {
        this.documents = documents;
        try (InputStream file = Examples.class.getResourceAsStream("/help/examples.json")) {
            this.bySlug = new ObjectMapper().readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the document as the service would create it.
     *
     * @param language one of {@link sslorders.text.Languages#ALL}
     */
    Problem of(ErrorType type, Locale language) {
        Example example = bySlug.get(type.slug());
        return documents.of(error(type, example), example.instance(), language);
    }

    private static ServiceException error(ErrorType type, Example example) {
        if (example.error() != null) {
            InvalidValue value = example.error();
            return ServiceException.invalid(
                    new InputError(value.in(), value.name(), value.detail().with()));
        }
        Object[] values =
                Optional.ofNullable(example.values()).orElse(List.of()).toArray();
        ServiceException error = new ServiceException(type, example.detail(), values);
        for (Map.Entry<String, Object> member :
                Optional.ofNullable(example.members()).orElse(Map.of()).entrySet()) {
            error = error.with(member.getKey(), member.getValue());
        }
        return example.retryAfter() == null ? error : error.retryAfter(Duration.ofSeconds(example.retryAfter()));
    }
}
