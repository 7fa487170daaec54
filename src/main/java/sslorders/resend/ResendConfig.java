package sslorders.resend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The rules of resends. */
@ConfigMapping(prefix = "ssl-orders.resend")
interface ResendConfig {
    /** Whether the mail of an expired certificate may be sent again: customers keep them for their records. */
    @WithDefault("true")
    boolean allowExpired();

    /** What a client is told to wait when a CA cannot be reached and does not say how long itself. */
    @WithDefault("30s")
    Duration retryAfter();
}
