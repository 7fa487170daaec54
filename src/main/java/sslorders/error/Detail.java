package sslorders.error;

import sslorders.text.WireName;

/**
 * Lists every text that describes an error to the client. A text is a sentence, or the requirement that an invalid value does not
 * meet. The key of a text in {@code messages/problem_<language>.properties} is {@code detail.} and the name in kebab case. A test fails
 * if a language lacks a text or one of its parameters.
 */
public enum Detail {
    // Requests in general.
    NO_OPERATION,
    ALLOWED_METHODS(1),
    ACCEPT_JSON,
    CONTENT_TYPE,
    COMPRESSED_BODY,
    BODY_TOO_LARGE,
    BODY_LIMIT(1),
    BODY_TIMEOUT(1),
    FORM_LIMIT(1),
    NOT_INTERPRETABLE,
    HOST_HEADER,
    TRANSFER_ENCODING,
    CONNECTION_CLOSED,
    CLIENT_DISCONNECTED,
    NOT_JSON,
    NOT_JSON_AFTER(2),
    INVALID_VALUE(2),
    INVALID_VALUES(1),
    INVALID_CURSOR,
    CURSOR_POSITION_CHANGED,

    // The state of the service.
    UNAVAILABLE,
    SHUTTING_DOWN,
    REQUEST_LIMIT,
    IMPORT_LIMIT,
    ACCOUNT_REQUEST_LIMIT,
    ACCOUNT_REQUESTS_IN_PROGRESS,
    TRACE_ID,

    // Access.
    TOO_MANY_WITHOUT_TOKEN,
    TOKEN_MISSING,
    TOKEN_UNVERIFIABLE,
    TOKEN_EXPIRED,
    TOKEN_NOT_YET_VALID,
    TOKEN_AUDIENCE,
    TOKEN_ISSUER,
    TOKEN_WITHOUT_SUBJECT,
    TOKEN_CLAIM_TYPE,
    TOKEN_SUBJECT(1),
    TOKEN_ACTOR(1),
    SCOPE_REQUIRED(1),
    ACCOUNT_CLAIM_MISSING(1),
    ACCOUNT_CLAIM_INVALID(1),
    OWN_ACCOUNT_ONLY,
    TOKEN_OF_ACCOUNT,
    OWN_ERASURE_ONLY,

    // Requirements for single values. They complete a sentence that begins with the name of the value.
    UNKNOWN_PROPERTY,
    UNKNOWN_PARAMETER(1),
    NO_QUERY_PARAMETERS,
    AT_MOST_ONCE,
    REQUIRED,
    NOT_NULL,
    JSON_OBJECT,
    JSON_STRING,
    JSON_BOOLEAN,
    INTEGER_UP_TO(1),
    ONE_OF(1),
    LIST_OF(1),
    TIME,
    CA_NAME,
    CONFIGURED_CA(1),
    ORDER_ID,
    RESERVED,
    ACCOUNT_ID,
    CA_ORDER_ID,
    LENGTH_1_TO_255,
    LENGTH_1_TO_100,
    LENGTH_UP_TO_254,
    NO_CONTROL_CHARACTERS,
    COMMON_NAME,
    EMAIL_ADDRESS,
    EMAIL_CHARACTERS,
    REFERENCE,
    REASON,
    SUBJECT,
    ONE_PARAMETER(1),
    EXPORT_WITHOUT_PAGES,
    IDEMPOTENCY_KEY,
    EVENT_ID,
    UNKNOWN_EVENT,
    ASTERISK,
    GZIP,
    GZIP_DATA,

    // Orders.
    ORDER_NOT_FOUND,
    NO_ORDER,
    ORDER_OF_OTHER_ACCOUNT,
    ORDER_MISMATCH,
    IMPORT_LINE_LIMIT(1),
    IMPORT_UNAVAILABLE,
    IMPORT_ENDED(2),
    IMPORT_WITHOUT_ORDER(1),
    IMPORT_TIMEOUT(1),

    // Erasures.
    RESEND_NOT_FINAL,
    ACCOUNT_BEING_ERASED,
    ERASURE_NOT_FOUND,

    // Resends.
    RESEND_NOT_FOUND,
    NO_RESEND_OF_ORDER,
    KEY_REUSED,
    RECIPIENT_CHANGED,
    CERTIFICATE_TYPE_NOT_SUPPORTED(1),
    NOT_ISSUED(1),
    BEING_REISSUED,
    CLOSED(1),
    REVOKED,
    STATUS_UNKNOWN,
    EXPIRED,
    NO_ADMIN_EMAIL,
    CA_NOT_CONFIGURED(1),
    UNKNOWN_CA(1),
    NEXT_RESEND(1),
    ORDER_REJECTIONS(1),
    ACCOUNT_REJECTIONS(1),
    ACCOUNT_REJECTIONS_OR_IN_PROGRESS(1),

    ONLY_PENDING(1),
    ONLY_FINAL_UNKNOWN(1),
    RESEND_CHANGED,
    FINDING,

    // Pauses.
    FUTURE_TIME,
    LATEST_TIME(1),

    // Outcomes of resends.
    CANCELLED,
    NOT_SENT,
    RETRIES_STOPPED,
    OUTCOME_UNKNOWN,
    OUTCOME_TO_BE_RECONCILED,
    CA_ORDER_NOT_FOUND,
    CA_WRONG_STATE,
    CA_WITHOUT_EMAIL,
    CA_RECIPIENT_DIFFERS,
    CA_PRODUCT_NOT_SUPPORTED,
    CA_CREDENTIALS,
    CA_CODE;

    private final int parameters;
    private final String key;

    Detail() {
        this(0);
    }

    Detail(int parameters) {
        this.parameters = parameters;
        this.key = "detail." + WireName.of(this);
    }

    /**
     * Returns the text with the values of its parameters.
     *
     * @throws IllegalArgumentException if the number of values is wrong
     */
    public Text with(Object... values) {
        return Text.of(this, values);
    }

    /** Returns the number of parameters. */
    public int parameters() {
        return parameters;
    }

    String key() {
        return key;
    }
}
