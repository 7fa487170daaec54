package sslorders.account;

import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import sslorders.error.ServiceException;

/**
 * Creates the security identity of a request from its verified token. The principal is a {@link VerifiedCaller}, and the
 * permissions are the scopes of the configured claim. All other claims, and the permissions that the OIDC library granted, are
 * discarded.
 */
@ApplicationScoped
class CallerIdentity implements SecurityIdentityAugmentor {
    /** The OIDC tenant of the page. The token of a session of this tenant is an ID token. */
    private static final String LOGIN_TENANT = "page";

    private final AccountConfig account;
    private final ScopeConfig scope;
    private final SupportLoginConfig support;

    CallerIdentity(AccountConfig account, ScopeConfig scope, SupportLoginConfig support) {
        this.account = account;
        this.scope = scope;
        this.support = support;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken verified)) {
            return Uni.createFrom().item(identity);
        }
        JsonWebToken token = TokenClaims.of(verified);
        try {
            SubjectCheck.check(token);
        } catch (ServiceException unusable) {
            return Uni.createFrom().failure(new AuthenticationFailedException(unusable));
        }
        if (LOGIN_TENANT.equals(identity.getAttribute(OidcUtils.TENANT_ID_ATTRIBUTE))) {
            return Uni.createFrom().item(person(identity, token));
        }
        return Uni.createFrom()
                .item(VerifiedCaller.of(token, account.claim(), scope.claim()).identity());
    }

    /**
     * Returns the identity of a person who has logged in with a browser. The person may use all functions of the page for the account
     * of the token. The token is an ID token, which has no scopes: the identity provider decides who can log in, and a claim
     * identifies support agents. To end the session, the OIDC library needs the credentials and attributes of its identity.
     */
    private SecurityIdentity person(SecurityIdentity identity, JsonWebToken token) {
        VerifiedCaller person = VerifiedCaller.of(token, account.claim(), scope.claim())
                .withScopes(
                        isSupportAgent(token)
                                ? Set.of(Scopes.READ, Scopes.RESEND, Scopes.SUPPORT)
                                : Set.of(Scopes.READ, Scopes.RESEND));
        return QuarkusSecurityIdentity.builder(identity)
                .setPrincipal(person)
                .addPermissionsAsString(person.scopes())
                .build();
    }

    private boolean isSupportAgent(JsonWebToken token) {
        return support.claim()
                .filter(claim -> ScopeClaim.values(token.getClaim(claim)).anyMatch(support.value()::equals))
                .isPresent();
    }
}
