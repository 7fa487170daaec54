package sslorders.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import sslorders.problem.ErrorType;
import sslorders.problem.RefusedException;

/** Who makes the current request, as the verified access token says it. Nothing of it comes from the request itself. */
@ApplicationScoped
public class Caller {
    private final JsonWebToken token;
    private final AccountConfig config;

    Caller(JsonWebToken token, AccountConfig config) {
        this.token = token;
        this.config = config;
    }

    /**
     * The account that the caller acts for; the only one whose orders it can see or touch.
     *
     * @throws RefusedException {@code no-account} if the token names none
     */
    public AccountId account() {
        return boundAccount()
                .orElseThrow(() -> new RefusedException(
                        ErrorType.NO_ACCOUNT, "The token's claim " + config.claim() + " is missing."));
    }

    /**
     * The account that the token is bound to; nothing for a token without the claim, such as the ordering system's.
     *
     * @throws RefusedException {@code no-account} if the claim is there but is no account id
     */
    public Optional<AccountId> boundAccount() {
        if (!token.containsClaim(config.claim())) {
            return Optional.empty();
        }
        Object claim = token.getClaim(config.claim());
        Optional<AccountId> account = AccountId.parse(claim instanceof String text ? text : null);
        if (account.isEmpty()) {
            throw new RefusedException(
                    ErrorType.NO_ACCOUNT, "The token's claim " + config.claim() + " is no account id.");
        }
        return account;
    }

    /**
     * The name that work in progress is counted by: the account, or the subject of a token that is bound to none; null for a
     * request without a token.
     *
     * @throws RefusedException {@code no-account} if the account's claim is there but is no account id
     */
    public String accountOrSubject() {
        return boundAccount().map(AccountId::value).orElseGet(this::subject);
    }

    /** The token's subject; there always is one, since a token without it is refused. */
    public String subject() {
        return token.getSubject();
    }
}
