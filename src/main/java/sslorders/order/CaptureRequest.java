package sslorders.order;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import sslorders.account.AccountId;

/**
 * An order as the ordering system sends it, before it is checked. All properties are strings on the wire; no other
 * property is taken, so that no certificate, CSR or key can be left here.
 */
record CaptureRequest(
        @NotNull(message = REQUIRED)
        @Pattern(regexp = AccountId.FORM, message = "must be 1 to 128 visible ASCII characters")
        String accountId,

        // Adapters put it into paths and forms, so it begins with neither a dot nor a sign.
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

    /** No control character, line or paragraph separator, and none that changes the direction of writing. */
    private static final String ONE_LINE = "[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]*";

    /**
     * The grammar of the HTML standard's e-mail input: what people have in practice, without the comments, quoted parts
     * and line breaks that RFC 5322 allows and headers are injected by. The length comes first: a longer text would take
     * more stack than there is.
     */
    private static final String EMAIL = "(?=[!-~]{3,254}\\z)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*";
}
