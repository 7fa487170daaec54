package sslorders.http;

import sslorders.error.ErrorType;

/** Maps each {@link ErrorType} to HTTP. The switch has no default, so a new type that is not mapped is a compilation error. */
final class ProblemCatalogue {

    /**
     * The HTTP representation of an error type.
     *
     * @param status the HTTP status
     * @param title the title, which is the same for every problem of the type
     */
    record Entry(int status, String title) {}

    private ProblemCatalogue() {}

    static Entry of(ErrorType type) {
        return switch (type) {
            case MALFORMED_JSON -> new Entry(400, "The request body is not valid JSON");
            case INVALID_REQUEST -> new Entry(400, "The request is not valid");
            case INVALID_CURSOR -> new Entry(400, "The cursor is not valid");
            case REQUEST_REFUSED -> new Entry(400, "The request cannot be processed");
            case UNAUTHORIZED -> new Entry(401, "A valid access token is required");
            case UNAUTHORIZED_TOO_OFTEN -> new Entry(429, "Too many requests without a valid access token");
            case INSUFFICIENT_SCOPE -> new Entry(403, "The access token lacks the required scope");
            case NO_ACCOUNT -> new Entry(403, "The access token does not identify an account");
            case FOREIGN_ACCOUNT -> new Entry(403, "The access token is limited to another account");
            case NOT_FOUND -> new Entry(404, "Resource not found");
            case ORDER_NOT_FOUND -> new Entry(404, "Order not found");
            case RESEND_NOT_FOUND -> new Entry(404, "Resend not found");
            case METHOD_NOT_ALLOWED -> new Entry(405, "Method not allowed");
            case NOT_ACCEPTABLE -> new Entry(406, "No accepted media type is available");
            case ACCOUNT_MISMATCH -> new Entry(409, "The order belongs to another account");
            case ORDER_NOT_ISSUED -> new Entry(409, "The certificate has not been issued yet");
            case ORDER_CLOSED -> new Entry(409, "The order is closed");
            case ORDER_REVOKED -> new Entry(409, "The certificate is revoked");
            case ORDER_EXPIRED -> new Entry(409, "The certificate has expired");
            case ORDER_STATE_UNKNOWN -> new Entry(409, "The state of the order is unknown");
            case NO_ADMIN_EMAIL -> new Entry(409, "The order has no admin e-mail address");
            case CA_NOT_CONFIGURED -> new Entry(409, "The order's CA is not configured");
            case CA_WRONG_STATE -> new Entry(409, "The CA rejected the request because of the order's state");
            case NO_SUCH_MAIL -> new Entry(409, "The CA has no fulfillment e-mail for this order");
            case RECIPIENT_DIFFERS -> new Entry(409, "The CA sent the fulfillment e-mail to another address");
            case NOT_SUPPORTED_BY_CA -> new Entry(409, "The CA does not support resending for this product");
            case ORDER_CHANGED -> new Entry(412, "The order has changed");
            case RECIPIENT_CHANGED -> new Entry(412, "The admin e-mail address does not match the expected recipient");
            case PAYLOAD_TOO_LARGE -> new Entry(413, "The request body is too large");
            case UNSUPPORTED_MEDIA_TYPE -> new Entry(415, "The media type is not supported");
            case IDEMPOTENCY_KEY_REUSED -> new Entry(422, "The idempotency key was used for a different request");
            case COOL_DOWN -> new Entry(429, "The order is in its cool-down period");
            case ORDER_QUOTA -> new Entry(429, "24-hour resend limit of the order reached");
            case ACCOUNT_QUOTA -> new Entry(429, "Hourly resend limit of the account reached");
            case ACCOUNT_BUSY -> new Entry(429, "The account has too many requests in progress");
            case REJECTION_LIMIT -> new Entry(429, "Limit of rejected resends reached");
            case INTERNAL_ERROR -> new Entry(500, "Internal server error");
            case CA_ORDER_NOT_FOUND -> new Entry(502, "The CA did not find the order");
            case CA_REFUSED -> new Entry(502, "The CA rejected the request");
            case CA_CREDENTIALS -> new Entry(502, "The CA rejected the service's credentials");
            case CA_UNAVAILABLE -> new Entry(502, "The CA was unavailable for the whole retry period");
            case UNAVAILABLE -> new Entry(503, "Service temporarily unavailable");
            case OUTCOME_UNKNOWN -> new Entry(504, "The outcome of the resend is unknown");
        };
    }
}
