package sslorders.account;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The customer that an order belongs to: 1 to 128 visible ASCII characters, compared to the letter.
 *
 * @param value the id as the OIDC provider and the ordering system write it
 */
public record AccountId(String value) {
    private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

    public AccountId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an account id");
        }
    }

    /** The account of that id, or nothing if no account can have it. */
    public static Optional<AccountId> parse(String value) {
        return value != null && FORM.matcher(value).matches() ? Optional.of(new AccountId(value)) : Optional.empty();
    }
}
