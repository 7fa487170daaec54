package sslorders.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/**
 * The reason that a support agent or an operator gives for a change. It must not contain {@code @}: the record of an action is never
 * deleted, so it must not contain an e-mail address.
 */
public record Reason(String value) {
    private static final Pattern FORM =
            Pattern.compile("(?=.*[^\\p{Z}])[^@\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]{1,500}");

    /**
     * Parses the member {@code reason} of a JSON body.
     *
     * @param value null if the member is absent
     * @throws ServiceException {@code invalid-request} if the value is absent or malformed
     */
    public static Reason parse(String value) {
        List<InputError> errors = new ArrayList<>();
        return read("/reason", Optional.ofNullable(value), errors).orElseThrow(() -> ServiceException.invalid(errors));
    }

    /**
     * Reads a member of a JSON body.
     *
     * @param pointer the JSON pointer of the member
     * @param value empty if the member is absent
     * @param errors receives an error if the value is absent or malformed; the result is then empty
     */
    static Optional<Reason> read(String pointer, Optional<String> value, List<InputError> errors) {
        Optional<Reason> reason =
                value.filter(text -> FORM.matcher(text).matches()).map(Reason::new);
        if (reason.isEmpty()) {
            errors.add(InputError.inBody(pointer, Detail.REASON));
        }
        return reason;
    }
}
