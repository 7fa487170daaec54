package sslorders.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a token says for which account its bearer acts, and how often somebody may come without a valid one. */
@ConfigMapping(prefix = "ssl-orders.account")
interface AccountConfig {
    /** The token claim with the account id; OIDC providers differ in what they can be taught to send. */
    @WithDefault("account_id")
    String claim();

    /** Requests without a valid token that an address may send in a minute: far more than a person or a late renewal does. */
    @WithDefault("100")
    int refusalsPerMinute();
}
