package sslorders.order;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import sslorders.account.AccountId;

/**
 * An order in a request of the ordering system, before validation. All properties are JSON strings. Unknown properties are rejected, so
 * that no certificate, CSR or key can be stored.
 */
record CaptureRequest(
        @NotNull(message = REQUIRED)
        @Pattern(regexp = AccountId.FORM, message = "must be 1 to 128 visible ASCII characters")
        String accountId,

        // Adapters use the ID in paths and forms. Therefore, it must not begin with a dot or another special character.
        @NotNull(message = REQUIRED)
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}",
                message =
                        "must be 1 to 128 characters from A-Z, a-z, 0-9, '.', '_', ':' and '-', starting with a letter or digit")
        String caOrderId,

        @NotNull(message = REQUIRED)
        @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
        @Pattern(regexp = ONE_LINE, message = "must not contain control characters")
        String commonName,

        @NotNull(message = REQUIRED)
        @Size(min = 1, max = 100, message = "must have 1 to 100 characters")
        @Pattern(regexp = ONE_LINE, message = "must not contain control characters")
        String certificateType,

        @NotNull(message = REQUIRED) String certificateAuthority,
        @NotNull(message = REQUIRED) String status,
        @NotNull(message = REQUIRED) String statusAsOf,
        @NotNull(message = REQUIRED) String orderedAt,
        String expiresAt,

        @Size(max = 254, message = "must have at most 254 characters")
        @Pattern(regexp = EMAIL, message = "must be a single e-mail address without a name, such as admin@example.com")
        String adminEmail) {

    static final String REQUIRED = "is required";

    /** Text that contains no control characters, line or paragraph separators, or characters that change the text direction. */
    private static final String ONE_LINE = "[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]*";

    /**
     * The e-mail grammar of the HTML standard. It matches the addresses in common use. It does not match the comments, quoted parts and
     * line breaks of RFC 5322, because they allow header injection. The length is checked first, because matching a long text could
     * overflow the stack.
     */
    private static final String EMAIL = "(?=[!-~]{3,254}\\z)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*";
}
