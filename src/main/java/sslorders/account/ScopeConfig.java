package sslorders.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a token says what its bearer may do. */
@ConfigMapping(prefix = "ssl-orders.scope")
interface ScopeConfig {
    /** The token claim with the scopes: {@code scope} (RFC 9068), {@code scp}, {@code roles} or {@code permissions}. */
    @WithDefault("scope")
    String claim();
}
