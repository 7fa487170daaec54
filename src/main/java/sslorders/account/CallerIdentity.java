package sslorders.account;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import sslorders.error.ServiceException;

/**
 * Creates the security identity of a request from its verified token. The principal is a {@link VerifiedCaller}, and the
 * permissions are the scopes of the configured claim. All other claims, and what the OIDC library granted, are discarded.
 */
@ApplicationScoped
class CallerIdentity implements SecurityIdentityAugmentor {
    private final AccountConfig account;
    private final ScopeConfig scope;

    CallerIdentity(AccountConfig account, ScopeConfig scope) {
        this.account = account;
        this.scope = scope;
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
        return Uni.createFrom()
                .item(VerifiedCaller.of(token, account.claim(), scope.claim()).identity());
    }
}
