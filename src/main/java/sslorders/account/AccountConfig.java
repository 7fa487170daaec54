package sslorders.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a token says for which account its bearer acts. */
@ConfigMapping(prefix = "ssl-orders.account")
interface AccountConfig {
    /** The token claim with the account id; OIDC providers differ in what they can be taught to send. */
    @WithDefault("account_id")
    String claim();
}
