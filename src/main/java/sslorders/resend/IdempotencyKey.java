package sslorders.resend;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/**
 * A client's own name for one request, by which a repetition is told from a new one: 1 to 255 printable ASCII characters,
 * its own within the account.
 */
record IdempotencyKey(String value) {
    private static final Pattern FORM = Pattern.compile("[ -~]{1,255}");

    /**
     * The key of a request; nothing if it has none.
     *
     * @param headers the values of the header
     * @throws ServiceException {@code invalid-request} if there are several, or it cannot be a key
     */
    static Optional<IdempotencyKey> parse(List<String> headers) {
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        if (headers.size() > 1) {
            throw wrong("must occur at most once");
        }
        if (!FORM.matcher(headers.getFirst()).matches()) {
            throw wrong("must be 1 to 255 printable ASCII characters");
        }
        return Optional.of(new IdempotencyKey(headers.getFirst()));
    }

    private static ServiceException wrong(String detail) {
        return ServiceException.invalid(List.of(InputError.inHeader("Idempotency-Key", detail)));
    }
}
