package sslorders.account;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Identifies the customer account to which an order belongs. An ID has 1 to 128 visible ASCII characters and is case-sensitive.
 *
 * @param value the ID as the OIDC provider and the ordering system send it
 */
public record AccountId(String value) {
    /** The regular expression that an account ID matches. */
    public static final String FORM = "[!-~]{1,128}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    public AccountId {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("invalid account ID");
        }
    }

    /** Returns the account ID; empty if the value is null or not a valid account ID. */
    public static Optional<AccountId> parse(String value) {
        return value != null && PATTERN.matcher(value).matches() ? Optional.of(new AccountId(value)) : Optional.empty();
    }
}
