package sslorders.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configures how the scopes are read from an access token. */
@ConfigMapping(prefix = "ssl-orders.scope")
interface ScopeConfig {
    /** The token claim that contains the scopes: {@code scope} (RFC 9068), {@code scp}, {@code roles} or {@code permissions}. */
    @WithDefault("scope")
    String claim();
}
