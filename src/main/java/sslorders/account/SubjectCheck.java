package sslorders.account;

import org.eclipse.microprofile.jwt.JsonWebToken;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.text.Unprintable;

/** Rejects a verified token if its subject or actor cannot be logged, stored and displayed safely. */
final class SubjectCheck {
    /** The maximum length of a subject in OpenID Connect Core 1.0, section 2. */
    private static final int MAX_LENGTH = 255;

    private SubjectCheck() {}

    /**
     * Checks the subject and the actor of a token. The caller must not use either of them before this check.
     *
     * @throws ServiceException {@code unauthorized} if the subject or the actor is invalid
     */
    static void check(JsonWebToken token) {
        if (!isValid(token.getSubject())) {
            throw rejection(Detail.TOKEN_SUBJECT);
        }
        if (!Actor.of(token).map(SubjectCheck::isValid).orElse(true)) {
            throw rejection(Detail.TOKEN_ACTOR);
        }
    }

    private static ServiceException rejection(Detail detail) {
        return new ServiceException(ErrorType.UNAUTHORIZED, detail, MAX_LENGTH);
    }

    static boolean isValid(String name) {
        return name != null && !name.isBlank() && name.length() <= MAX_LENGTH && !Unprintable.isIn(name);
    }
}
