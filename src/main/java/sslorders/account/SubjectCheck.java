package sslorders.account;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import sslorders.problem.ErrorType;
import sslorders.problem.RefusedException;
import sslorders.problem.Unprintable;

/**
 * Accepts a verified token only if its subject can be logged, stored and shown as it is. Runs once for each request, before
 * the subject reaches any of these.
 */
@ApplicationScoped
class SubjectCheck implements SecurityIdentityAugmentor {
    /** The limit of OpenID Connect Core 1.0, section 2. */
    private static final int LONGEST = 255;

    private static final RefusedException REFUSAL = new RefusedException(
            ErrorType.UNAUTHORIZED,
            "The access token's subject must have 1 to " + LONGEST
                    + " characters, not all of them blank, and no control or format characters.");

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.getPrincipal() instanceof JsonWebToken token && !isUsable(token.getSubject())) {
            return Uni.createFrom().failure(new AuthenticationFailedException(REFUSAL));
        }
        return Uni.createFrom().item(identity);
    }

    static boolean isUsable(String subject) {
        return subject != null && !subject.isBlank() && subject.length() <= LONGEST && !Unprintable.isIn(subject);
    }
}
