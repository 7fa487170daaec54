package sslorders.support;

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
        if (value == null || !FORM.matcher(value).matches()) {
            throw ServiceException.invalid(InputError.inBody("/reason", Detail.REASON));
        }
        return new Reason(value);
    }
}
