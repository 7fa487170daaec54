package sslorders.http;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/** Creates problem documents. Only the title, the detail and the details of the errors depend on the language. */
@Singleton
public class ProblemDocuments {
    /** The path of the page of a problem type, without the slug. */
    public static final String PAGES = "/problems/";

    private final Optional<String> helpBase;

    ProblemDocuments(ProblemConfig config) {
        this.helpBase = config.helpBase().or(() -> Optional.of(PAGES).filter(pages -> config.helpPages()));
    }

    /**
     * Returns the document for an exception.
     *
     * @param instance the path of the request as a URI reference
     * @param language one of {@link sslorders.text.Languages#ALL}
     */
    public Problem of(ServiceException error, String instance, Locale language) {
        ErrorType type = error.type();
        int status = ProblemCatalogue.status(type);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:ssl-orders:problem:" + type.slug());
        body.put("title", type.title(language));
        body.put("status", status);
        body.put("detail", error.detail().in(language));
        body.put("instance", instance);
        helpBase.ifPresent(base -> body.put("help", base + type.slug()));
        error.members().forEach((name, member) -> body.put(name, in(language, member)));
        error.retryAfter().ifPresent(wait -> body.put("retryAfter", Problem.seconds(wait)));
        return new Problem(status, body);
    }

    private static Object in(Locale language, Object member) {
        return switch (member) {
            case List<?> items -> items.stream().map(item -> in(language, item)).toList();
            case InputError error ->
                new InvalidValue(error.in(), error.name(), error.detail().in(language));
            default -> member;
        };
    }

    /** An item of the member {@code errors}: an {@link InputError} in one language. */
    private record InvalidValue(String in, String name, String detail) {}
}
