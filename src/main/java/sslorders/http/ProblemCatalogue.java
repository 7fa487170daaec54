package sslorders.http;

import sslorders.error.ErrorType;

/** Maps each {@link ErrorType} to HTTP. The switch has no default, so a new type that is not mapped is a compilation error. */
final class ProblemCatalogue {
    private ProblemCatalogue() {}

    static int status(ErrorType type) {
        return switch (type) {
            case MALFORMED_JSON -> 400;
            case INVALID_REQUEST -> 400;
            case INVALID_CURSOR -> 400;
            case REQUEST_REFUSED -> 400;
            case UNAUTHORIZED -> 401;
            case UNAUTHORIZED_TOO_OFTEN -> 429;
            case INSUFFICIENT_SCOPE -> 403;
            case NO_ACCOUNT -> 403;
            case FOREIGN_ACCOUNT -> 403;
            case NOT_FOUND -> 404;
            case ORDER_NOT_FOUND -> 404;
            case RESEND_NOT_FOUND -> 404;
            case ERASURE_NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case ACCOUNT_MISMATCH -> 409;
            case ORDER_NOT_ISSUED -> 409;
            case ORDER_CLOSED -> 409;
            case ORDER_REVOKED -> 409;
            case ORDER_EXPIRED -> 409;
            case ORDER_STATE_UNKNOWN -> 409;
            case NO_ADMIN_EMAIL -> 409;
            case CA_NOT_CONFIGURED -> 409;
            case CA_WRONG_STATE -> 409;
            case NO_SUCH_MAIL -> 409;
            case RECIPIENT_DIFFERS -> 409;
            case NOT_SUPPORTED_BY_CA -> 409;
            case RESEND_WRONG_STATE -> 409;
            case RESEND_CANCELLED -> 409;
            case RESEND_NOT_SENT -> 409;
            case RESEND_IN_PROGRESS -> 409;
            case ERASURE_IN_PROGRESS -> 409;
            case ORDER_CHANGED -> 412;
            case RECIPIENT_CHANGED -> 412;
            case PAYLOAD_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case IDEMPOTENCY_KEY_REUSED -> 422;
            case COOL_DOWN -> 429;
            case ORDER_QUOTA -> 429;
            case ACCOUNT_QUOTA -> 429;
            case ACCOUNT_BUSY -> 429;
            case REJECTION_LIMIT -> 429;
            case INTERNAL_ERROR -> 500;
            case CA_ORDER_NOT_FOUND -> 502;
            case CA_REFUSED -> 502;
            case CA_CREDENTIALS -> 502;
            case CA_UNAVAILABLE -> 502;
            case UNAVAILABLE -> 503;
            case OUTCOME_UNKNOWN -> 504;
        };
    }
}
