package sslorders.account;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The values of a verified token that the service uses. Immutable and about 300 bytes, so that thousands of them fit into the cache.
 *
 * @param subject the subject of the token, checked by {@link SubjectCheck}
 * @param actor the party that acts on behalf of the subject, checked by {@link SubjectCheck}
 * @param accountClaim the unchecked value of the account claim; an empty string if the value is not a string, null if the claim
 *     is absent
 * @param scopes the granted scopes of this service
 * @param expiresAt the token's {@code exp}, at most the end of the year 9999
 */
record VerifiedCaller(
        String subject, Optional<String> actor, String accountClaim, Set<String> scopes, Instant expiresAt)
        implements Principal {
    /** The latest expiry in seconds. A later one could exceed the range of {@link Instant}. */
    private static final long LATEST_EXPIRY =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /**
     * Creates a caller from the claims of a token.
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
                Instant.ofEpochSecond(Math.min(token.getExpirationTime(), LATEST_EXPIRY)));
    }

    /** Returns a copy with other scopes. */
    VerifiedCaller withScopes(Set<String> others) {
        return new VerifiedCaller(subject, actor, accountClaim, others, expiresAt);
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

    /** Returns the subject, which the access log shows as the user name. */
    @Override
    public String getName() {
        return subject;
    }
}
