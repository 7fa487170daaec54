package sslorders.error;

import java.util.List;
import java.util.Locale;
import sslorders.text.WireName;

/**
 * Lists every reason for which the service rejects a request or fails. The names are part of the API (see {@link #slug()}): types
 * can be added, but not renamed. {@code http.ProblemCatalogue} maps each type to an HTTP status.
 */
public enum ErrorType {
    MALFORMED_JSON,
    INVALID_REQUEST,
    INVALID_CURSOR,
    UNAUTHORIZED,
    UNAUTHORIZED_TOO_OFTEN,
    INSUFFICIENT_SCOPE,
    NO_ACCOUNT,
    FOREIGN_ACCOUNT,
    NOT_FOUND,
    ORDER_NOT_FOUND,
    RESEND_NOT_FOUND,
    ERASURE_NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    UNSUPPORTED_MEDIA_TYPE,
    PAYLOAD_TOO_LARGE,
    REQUEST_REFUSED,
    ACCOUNT_MISMATCH,
    ORDER_NOT_ISSUED,
    ORDER_CLOSED,
    ORDER_REVOKED,
    ORDER_EXPIRED,
    ORDER_STATE_UNKNOWN,
    NO_ADMIN_EMAIL,
    CA_NOT_CONFIGURED,
    RESEND_IN_PROGRESS,
    ERASURE_IN_PROGRESS,
    ORDER_CHANGED,
    RECIPIENT_CHANGED,
    IDEMPOTENCY_KEY_REUSED,
    COOL_DOWN,
    ORDER_QUOTA,
    ACCOUNT_QUOTA,
    ACCOUNT_BUSY,
    REJECTION_LIMIT,
    CA_WRONG_STATE,
    NO_SUCH_MAIL,
    RECIPIENT_DIFFERS,
    NOT_SUPPORTED_BY_CA,
    RESEND_WRONG_STATE,
    RESEND_CANCELLED,
    RESEND_NOT_SENT,
    CA_ORDER_NOT_FOUND,
    CA_REFUSED,
    CA_CREDENTIALS,
    CA_UNAVAILABLE,
    OUTCOME_UNKNOWN,
    UNAVAILABLE,
    INTERNAL_ERROR;

    /** Returns the stable name in the API, in kebab case, such as {@code order-not-issued}. */
    public String slug() {
        return WireName.of(this);
    }

    /**
     * Returns the title, which is the same for every problem of the type.
     *
     * @param language one of {@link sslorders.text.Languages#ALL}
     */
    public String title(Locale language) {
        return ProblemTexts.BUNDLE.text(language, "title." + slug(), List.of());
    }
}
