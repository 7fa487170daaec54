package sslorders.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configures how the account is read from an access token. */
@ConfigMapping(prefix = "ssl-orders.account")
interface AccountConfig {
    /** The token claim that contains the account ID. It is configurable because OIDC providers support different claims. */
    @WithDefault("account_id")
    String claim();
}
