package sslorders.resend;

import java.util.List;
import java.util.regex.Pattern;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/**
 * The client's own reference of a request, such as the number of a ticket. It has no {@code @}, so that it is not an e-mail
 * address, which no log line may contain.
 */
record RequestReference(String value) {
    private static final Pattern FORM = Pattern.compile("[!-?A-~]{1,64}");

    /**
     * Reads the value of the body.
     *
     * @throws ServiceException {@code invalid-request} if it is too long or has other characters
     */
    static RequestReference parse(String value) {
        if (!FORM.matcher(value).matches()) {
            throw ServiceException.invalid(
                    List.of(InputError.inBody("/reference", "must be 1 to 64 visible ASCII characters without @")));
        }
        return new RequestReference(value);
    }
}
