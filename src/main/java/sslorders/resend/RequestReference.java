package sslorders.resend;

import java.util.List;
import java.util.regex.Pattern;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/**
 * The client's own reference for a request, such as a ticket number. It must not contain {@code @}. Therefore, it cannot be an e-mail
 * address, which must not be logged.
 */
public record RequestReference(String value) {
    static final Pattern FORM = Pattern.compile("[!-?A-~]{1,64}");

    /**
     * Parses the member {@code reference} of the body.
     *
     * @throws ServiceException {@code invalid-request} if the value is malformed
     */
    public static RequestReference parse(String value) {
        if (!FORM.matcher(value).matches()) {
            throw ServiceException.invalid(List.of(InputError.inBody("/reference", Detail.REFERENCE)));
        }
        return new RequestReference(value);
    }
}
