package sslorders.account;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What the service uses of a verified token. Small and immutable, so that thousands of them can be kept.
 *
 * @param subject checked by {@link SubjectCheck}
 * @param actor the party that acts on behalf of the subject, checked as well
 * @param accountClaim the claim with the account ID as it is; empty text if it is not a string, null if it is absent
 * @param expiresAt the token's {@code exp}, at most the end of the year 9999
 */
record VerifiedCaller(String subject, Optional<String> actor, String accountClaim, Instant expiresAt)
        implements Principal {
    /** A later time would be beyond what {@link Instant} and arithmetic with it can have. */
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /**
     * Takes them from a token.
     *
     * @param accountClaim the name of the claim with the account ID
     */
    static VerifiedCaller of(JsonWebToken token, String accountClaim) {
        return new VerifiedCaller(
                token.getSubject(),
                Actor.of(token),
                token.containsClaim(accountClaim) ? text(token.getClaim(accountClaim)) : null,
                Instant.ofEpochSecond(Math.min(token.getExpirationTime(), LATEST)));
    }

    private static String text(Object claim) {
        return claim instanceof String text ? text : "";
    }

    /** The name in the access log. */
    @Override
    public String getName() {
        return subject;
    }
}
