package sslorders.http;

import io.quarkus.security.AuthenticationFailedException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import sslorders.error.Detail;
import sslorders.error.ServiceException;
import sslorders.error.Text;

/** Describes why an access token was rejected. The descriptions contain no part of the token. */
final class TokenErrors {
    private TokenErrors() {}

    static Text detail(AuthenticationFailedException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid) {
                return detail(invalid).with();
            }
            if (cause instanceof ServiceException refusal) {
                return refusal.detail();
            }
        }
        return Detail.TOKEN_UNVERIFIABLE.with();
    }

    private static Detail detail(InvalidJwtException invalid) {
        if (invalid.hasErrorCode(ErrorCodes.EXPIRED)) {
            return Detail.TOKEN_EXPIRED;
        }
        if (invalid.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return Detail.TOKEN_NOT_YET_VALID;
        }
        if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return Detail.TOKEN_AUDIENCE;
        }
        if (invalid.hasErrorCode(ErrorCodes.ISSUER_INVALID) || invalid.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return Detail.TOKEN_ISSUER;
        }
        if (invalid.hasErrorCode(ErrorCodes.SUBJECT_MISSING)) {
            return Detail.TOKEN_WITHOUT_SUBJECT;
        }
        if (invalid.hasErrorCode(ErrorCodes.MALFORMED_CLAIM)) {
            return Detail.TOKEN_CLAIM_TYPE;
        }
        return Detail.TOKEN_UNVERIFIABLE;
    }
}
