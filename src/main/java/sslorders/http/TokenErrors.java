package sslorders.http;

import io.quarkus.security.AuthenticationFailedException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import sslorders.error.ServiceException;

/** Describes why an access token was rejected. The descriptions contain no part of the token. */
final class TokenErrors {

    private static final String UNVERIFIABLE =
            "The access token cannot be verified: its signature, algorithm or format is invalid.";

    private TokenErrors() {}

    static String detail(AuthenticationFailedException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid) {
                return detail(invalid);
            }
            if (cause instanceof ServiceException refusal) {
                return refusal.getMessage();
            }
        }
        return UNVERIFIABLE;
    }

    private static String detail(InvalidJwtException invalid) {
        if (invalid.hasErrorCode(ErrorCodes.EXPIRED)) {
            return "The access token has expired.";
        }
        if (invalid.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return "The access token is not valid yet.";
        }
        if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return "The access token is not intended for this service: its audience is different or missing.";
        }
        if (invalid.hasErrorCode(ErrorCodes.ISSUER_INVALID) || invalid.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return "The access token was not issued by a trusted issuer.";
        }
        if (invalid.hasErrorCode(ErrorCodes.SUBJECT_MISSING)) {
            return "The access token has no subject.";
        }
        if (invalid.hasErrorCode(ErrorCodes.MALFORMED_CLAIM)) {
            return "The issuer, subject, audience or a time claim of the access token has the wrong type.";
        }
        return UNVERIFIABLE;
    }
}
