package sslorders.resend;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.problem.InputError;
import sslorders.problem.RefusedException;

/**
 * A client's own name for one request, by which a repetition is told from a new one: 1 to 255 printable ASCII characters,
 * its own within the account.
 */
record IdempotencyKey(String value) {
    private static final Pattern FORM = Pattern.compile("[ -~]{1,255}");

    /**
     * The key of a request; nothing if it has none.
     *
     * @param header the header's value, or null
     * @throws RefusedException {@code invalid-request} if it cannot be a key
     */
    static Optional<IdempotencyKey> parse(String header) {
        if (header != null && !FORM.matcher(header).matches()) {
            throw RefusedException.invalid(
                    List.of(InputError.inHeader("Idempotency-Key", "must be 1 to 255 printable ASCII characters")));
        }
        return Optional.ofNullable(header).map(IdempotencyKey::new);
    }
}
