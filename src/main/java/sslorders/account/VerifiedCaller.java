package sslorders.account;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The part of a verified token that the service uses. Immutable, and about 300 bytes, so that thousands of them can be cached.
 *
 * @param subject checked by {@link SubjectCheck}
 * @param actor the party that acts on behalf of the subject, checked as well
 * @param accountClaim the claim with the account ID as it is; empty text if it is not a string, null if it is absent
 * @param scopes the granted scopes of this service
 * @param expiresAt the token's {@code exp}, at most the end of the year 9999
 */
record VerifiedCaller(
        String subject, Optional<String> actor, String accountClaim, Set<String> scopes, Instant expiresAt)
        implements Principal {
    /** A later time would be beyond what {@link Instant} and arithmetic with it can have. */
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /**
     * Reads the claims of a token.
     *
     * @param accountClaim the name of the claim with the account ID
     * @param scopeClaim the name of the claim with the scopes
     */
    static VerifiedCaller of(JsonWebToken token, String accountClaim, String scopeClaim) {
        return new VerifiedCaller(
                token.getSubject(),
                Actor.of(token),
                token.containsClaim(accountClaim) ? text(token.getClaim(accountClaim)) : null,
                ScopeClaim.granted(token.getClaim(scopeClaim)),
                Instant.ofEpochSecond(Math.min(token.getExpirationTime(), LATEST)));
    }

    /** Returns an identity with the scopes as permissions. */
    SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(this)
                .addPermissionsAsString(scopes)
                .build();
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
