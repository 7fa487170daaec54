package sslorders.account;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The customer that an order belongs to: 1 to 128 visible ASCII characters, compared to the letter.
 *
 * @param value the id as the OIDC provider and the ordering system write it
 */
public record AccountId(String value) {
    /** What an account id looks like, as a regular expression. */
    public static final String FORM = "[!-~]{1,128}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    public AccountId {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("invalid account ID");
        }
    }

    /** The account of that id, or nothing if no account can have it. */
    public static Optional<AccountId> parse(String value) {
        return value != null && PATTERN.matcher(value).matches() ? Optional.of(new AccountId(value)) : Optional.empty();
    }
}
