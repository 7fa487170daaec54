package sslorders.account;

import org.eclipse.microprofile.jwt.JsonWebToken;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.text.Unprintable;

/** Accepts a verified token only if its subject and its actor can be logged, stored and shown as they are. */
final class SubjectCheck {
    /** The limit of OpenID Connect Core 1.0, section 2. */
    private static final int LONGEST = 255;

    private SubjectCheck() {}

    /**
     * Checks a token before its subject or actor is used.
     *
     * @throws ServiceException {@code unauthorized} if one of them is not usable
     */
    static void check(JsonWebToken token) {
        if (!isUsable(token.getSubject())) {
            throw refusal("subject");
        }
        if (!Actor.of(token).map(SubjectCheck::isUsable).orElse(true)) {
            throw refusal("actor (act.sub, azp or client_id)");
        }
    }

    private static ServiceException refusal(String name) {
        return new ServiceException(
                ErrorType.UNAUTHORIZED,
                "The access token's " + name + " must have 1 to " + LONGEST
                        + " characters, must not be blank, and must not contain control or format characters.");
    }

    static boolean isUsable(String name) {
        return name != null && !name.isBlank() && name.length() <= LONGEST && !Unprintable.isIn(name);
    }
}
