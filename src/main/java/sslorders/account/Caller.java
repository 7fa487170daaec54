package sslorders.account;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Who makes the current request, as the verified access token says it. Nothing of it comes from the request itself. */
@ApplicationScoped
public class Caller {
    private final SecurityIdentity identity;
    private final AccountConfig config;

    Caller(SecurityIdentity identity, AccountConfig config) {
        this.identity = identity;
        this.config = config;
    }

    /**
     * The account that the caller acts for; the only one whose orders it can see or touch.
     *
     * @throws ServiceException {@code no-account} if the token names none
     */
    public AccountId account() {
        return boundAccount().orElseThrow(() -> noAccount("is missing"));
    }

    /**
     * The account that the token is bound to; empty for a token without the claim, such as the ordering system's.
     *
     * @throws ServiceException {@code no-account} if the claim is there but is no account id
     */
    public Optional<AccountId> boundAccount() {
        return verified()
                .map(VerifiedCaller::accountClaim)
                .map(claim -> AccountId.parse(claim).orElseThrow(() -> noAccount("is not a valid account ID")));
    }

    private ServiceException noAccount(String problem) {
        return new ServiceException(
                ErrorType.NO_ACCOUNT, "The access token's claim " + config.claim() + " " + problem + ".");
    }

    /**
     * The name that work in progress is counted by: the account, or the subject of a token that is bound to none; null for a
     * request without a token.
     *
     * @throws ServiceException {@code no-account} if the account's claim is there but is no account id
     */
    public String accountOrSubject() {
        return boundAccount().map(AccountId::value).orElseGet(this::subject);
    }

    /**
     * The party that acts on behalf of the subject, such as the portal that the subject uses; empty if the token names none.
     * {@link SubjectCheck} has checked that it can be logged, stored and shown.
     */
    public Optional<String> actor() {
        return verified().flatMap(VerifiedCaller::actor);
    }

    /** The token's subject; null for a request without a token. */
    public String subject() {
        return verified().map(VerifiedCaller::subject).orElse(null);
    }

    private Optional<VerifiedCaller> verified() {
        return identity.getPrincipal() instanceof VerifiedCaller caller ? Optional.of(caller) : Optional.empty();
    }
}
