package sslorders.http;

import sslorders.error.ErrorType;

/** What each {@link ErrorType} is over HTTP. The one switch has no default, so a new type does not compile until it is mapped. */
final class ProblemCatalogue {

    /**
     * @param status the HTTP status
     * @param title the same words for every problem of the type
     */
    record Entry(int status, String title) {}

    private ProblemCatalogue() {}

    static Entry of(ErrorType type) {
        return switch (type) {
            case MALFORMED_JSON -> new Entry(400, "The body is not valid JSON");
            case INVALID_REQUEST -> new Entry(400, "The request is not valid");
            case INVALID_CURSOR -> new Entry(400, "The cursor is not valid");
            case REQUEST_REFUSED -> new Entry(400, "The request cannot be processed");
            case UNAUTHORIZED -> new Entry(401, "A valid access token is required");
            case UNAUTHORIZED_TOO_OFTEN -> new Entry(429, "Too many requests without a valid access token");
            case INSUFFICIENT_SCOPE -> new Entry(403, "The token lacks the scope of this operation");
            case NO_ACCOUNT -> new Entry(403, "The token names no account");
            case FOREIGN_ACCOUNT -> new Entry(403, "The token is bound to another account");
            case NOT_FOUND -> new Entry(404, "There is nothing at this address");
            case ORDER_NOT_FOUND -> new Entry(404, "There is no such order");
            case RESEND_NOT_FOUND -> new Entry(404, "There is no such resend");
            case METHOD_NOT_ALLOWED -> new Entry(405, "The method is not allowed here");
            case NOT_ACCEPTABLE -> new Entry(406, "No acceptable representation");
            case ACCOUNT_MISMATCH -> new Entry(409, "The order belongs to another account");
            case ORDER_NOT_ISSUED -> new Entry(409, "The certificate has not been issued yet");
            case ORDER_CLOSED -> new Entry(409, "The order is closed");
            case ORDER_REVOKED -> new Entry(409, "The certificate is revoked");
            case ORDER_EXPIRED -> new Entry(409, "The certificate has expired");
            case ORDER_STATE_UNKNOWN -> new Entry(409, "The state of the order is not known");
            case NO_ADMIN_EMAIL -> new Entry(409, "No admin e-mail was captured with the order");
            case CA_NOT_CONFIGURED -> new Entry(409, "The order's CA is not served here");
            case CA_WRONG_STATE -> new Entry(409, "The CA refused: wrong state of the order");
            case NO_SUCH_MAIL -> new Entry(409, "The CA refused: it has no such e-mail");
            case RECIPIENT_DIFFERS -> new Entry(409, "The CA sent the e-mail to another address");
            case NOT_SUPPORTED_BY_CA -> new Entry(409, "The CA cannot do this for the product");
            case ORDER_CHANGED -> new Entry(412, "The order is not what was expected");
            case RECIPIENT_CHANGED -> new Entry(412, "The admin e-mail is not the confirmed one");
            case PAYLOAD_TOO_LARGE -> new Entry(413, "The body is too large");
            case UNSUPPORTED_MEDIA_TYPE -> new Entry(415, "The media type is not supported");
            case IDEMPOTENCY_KEY_REUSED -> new Entry(422, "The key belongs to another request");
            case COOL_DOWN -> new Entry(429, "The order was resent a short while ago");
            case ORDER_QUOTA -> new Entry(429, "The order's resends of the day are used up");
            case ACCOUNT_QUOTA -> new Entry(429, "The account's resends of the hour are used up");
            case ACCOUNT_BUSY -> new Entry(429, "The account has too many requests in progress");
            case REJECTION_LIMIT -> new Entry(429, "The limit of rejected resends is reached");
            case INTERNAL_ERROR -> new Entry(500, "The service failed");
            case CA_ORDER_NOT_FOUND -> new Entry(502, "The CA does not know the order");
            case CA_REFUSED -> new Entry(502, "The CA refused");
            case CA_CREDENTIALS -> new Entry(502, "The CA refused the service's credentials");
            case CA_UNAVAILABLE -> new Entry(502, "The CA took no request for as long as the service tries");
            case UNAVAILABLE -> new Entry(503, "The service takes no requests now");
            case OUTCOME_UNKNOWN -> new Entry(504, "Nobody knows whether the CA sent the e-mail");
        };
    }
}
