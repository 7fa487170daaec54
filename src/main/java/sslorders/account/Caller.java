package sslorders.account;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Describes the caller of the current request. All values come from the verified access token. */
@ApplicationScoped
public class Caller {
    private final SecurityIdentity identity;
    private final AccountConfig config;

    Caller(SecurityIdentity identity, AccountConfig config) {
        this.identity = identity;
        this.config = config;
    }

    /**
     * Returns the account for which the caller acts. The caller can read and resend the orders of this account only.
     *
     * @throws ServiceException {@code no-account} if the token has no valid account ID
     */
    public AccountId account() {
        return boundAccount().orElseThrow(() -> noAccount(Detail.ACCOUNT_CLAIM_MISSING));
    }

    /**
     * Returns the account to which the token is limited; empty if the token has no account claim. The ordering system's tokens
     * can omit the claim.
     *
     * @throws ServiceException {@code no-account} if the token has the claim, but its value is not an account ID
     */
    public Optional<AccountId> boundAccount() {
        return verified()
                .map(VerifiedCaller::accountClaim)
                .map(claim -> AccountId.parse(claim).orElseThrow(() -> noAccount(Detail.ACCOUNT_CLAIM_INVALID)));
    }

    private ServiceException noAccount(Detail detail) {
        return new ServiceException(ErrorType.NO_ACCOUNT, detail, config.claim());
    }

    /**
     * Returns the key by which requests in progress are counted: the account, or the subject if the token has no account claim.
     * Null for a request without a token.
     *
     * @throws ServiceException {@code no-account} if the token has the claim, but its value is not an account ID
     */
    public String accountOrSubject() {
        return boundAccount().map(AccountId::value).orElseGet(this::subject);
    }

    /**
     * Returns the party that acts on behalf of the subject, such as the portal that the subject uses; empty if the token names
     * no such party. {@link SubjectCheck} has verified that the value can be logged, stored and displayed.
     */
    public Optional<String> actor() {
        return verified().flatMap(VerifiedCaller::actor);
    }

    /** Returns the token's subject; null for a request without a token. */
    public String subject() {
        return verified().map(VerifiedCaller::subject).orElse(null);
    }

    /** Returns whether the caller is a support agent, who may work on the orders of all accounts. */
    public boolean isSupportAgent() {
        return verified()
                .filter(caller -> caller.scopes().contains(Scopes.SUPPORT))
                .isPresent();
    }

    private Optional<VerifiedCaller> verified() {
        return identity.getPrincipal() instanceof VerifiedCaller caller ? Optional.of(caller) : Optional.empty();
    }
}
