package sslorders.order;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import sslorders.account.AccountId;

/**
 * An order in a request of the ordering system, before validation. All properties are JSON strings. Unknown properties are rejected, so
 * that no certificate, CSR or key can be stored. The message of a constraint is the name of a {@link sslorders.error.Detail}.
 */
record CaptureRequest(
        @NotNull(message = REQUIRED) @Pattern(regexp = AccountId.FORM, message = "ACCOUNT_ID")
        String accountId,

        // Adapters use the ID in paths and forms. Therefore, it must not begin with a dot or another special character.
        @NotNull(message = REQUIRED) @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}", message = "CA_ORDER_ID")
        String caOrderId,

        @NotNull(message = REQUIRED)
        @Size(min = 1, max = 255, message = "LENGTH_1_TO_255")
        @Pattern(regexp = ONE_LINE, message = "NO_CONTROL_CHARACTERS")
        String commonName,

        @NotNull(message = REQUIRED)
        @Size(min = 1, max = 100, message = "LENGTH_1_TO_100")
        @Pattern(regexp = ONE_LINE, message = "NO_CONTROL_CHARACTERS")
        String certificateType,

        @NotNull(message = REQUIRED) String certificateAuthority,
        @NotNull(message = REQUIRED) String status,
        @NotNull(message = REQUIRED) String statusAsOf,
        @NotNull(message = REQUIRED) String orderedAt,
        String expiresAt,

        @Size(max = 254, message = "LENGTH_UP_TO_254") @Pattern(regexp = EMAIL, message = "EMAIL_ADDRESS")
        String adminEmail) {

    static final String REQUIRED = "REQUIRED";

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
