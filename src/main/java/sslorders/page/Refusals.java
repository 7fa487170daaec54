package sslorders.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.order.SearchCriterion;

/** Shows why a service rejected a request of a support agent, in the agent's language. */
final class Refusals {
    private Refusals() {}

    /** Returns one text. */
    static String text(ServiceException refusal, Locale locale) {
        return String.join(" ", texts(refusal, locale));
    }

    /** Returns a text for each invalid value, with the label of its field; if no value is invalid, the text of the problem. */
    static List<String> texts(ServiceException refusal, Locale locale) {
        Messages texts = Texts.of(locale);
        return switch (refusal.type()) {
            case INVALID_REQUEST -> invalid(refusal, locale);
            case RECIPIENT_CHANGED -> List.of(texts.addressChanged());
            case UNAVAILABLE, ACCOUNT_BUSY -> List.of(texts.repeat());
            default -> List.of(refusal.detail().in(locale));
        };
    }

    private static List<String> invalid(ServiceException refusal, Locale locale) {
        return refusal.members().get("errors") instanceof List<?> errors
                ? errors.stream()
                        .filter(InputError.class::isInstance)
                        .map(InputError.class::cast)
                        .map(error -> label(error.name(), Texts.of(locale)) + ": "
                                + error.detail().in(locale))
                        .toList()
                : List.of(refusal.detail().in(locale));
    }

    private static String label(String name, Messages texts) {
        return switch (name) {
            case "/reason" -> texts.reason();
            case "/evidence" -> texts.evidence();
            case "/finding" -> texts.finding();
            case "/reference" -> texts.reference();
            default ->
                Arrays.stream(SearchCriterion.values())
                        .filter(criterion -> criterion.parameter().equals(name))
                        .findFirst()
                        .map(criterion -> Texts.criterion(criterion, texts))
                        .orElse(name);
        };
    }
}
