package sslorders.account;

import org.eclipse.microprofile.jwt.JsonWebToken;
import sslorders.problem.ErrorType;
import sslorders.problem.RefusedException;
import sslorders.problem.Unprintable;

/** Accepts a verified token only if its subject and its actor can be logged, stored and shown as they are. */
final class SubjectCheck {
    /** The limit of OpenID Connect Core 1.0, section 2. */
    private static final int LONGEST = 255;

    private SubjectCheck() {}

    /**
     * Checks a token before its subject or actor is used.
     *
     * @throws RefusedException {@code unauthorized} if one of them is not usable
     */
    static void check(JsonWebToken token) {
        if (!isUsable(token.getSubject())) {
            throw refusal("subject");
        }
        if (!Actor.of(token).map(SubjectCheck::isUsable).orElse(true)) {
            throw refusal("actor (act.sub, azp or client_id)");
        }
    }

    private static RefusedException refusal(String name) {
        return new RefusedException(
                ErrorType.UNAUTHORIZED,
                "The access token's " + name + " must have 1 to " + LONGEST
                        + " characters, not all of them blank, and no control or format characters.");
    }

    static boolean isUsable(String name) {
        return name != null && !name.isBlank() && name.length() <= LONGEST && !Unprintable.isIn(name);
    }
}
