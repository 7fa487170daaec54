package sslorders.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sslorders.config.NonNegativeDuration;
import sslorders.config.PositiveInteger;

/** Configures the cache of verified tokens. */
@ConfigMapping(prefix = "ssl-orders.token")
interface TokenConfig {
    /**
     * The time for which a verified token is not verified again. Zero disables the cache. The time must not exceed the time for
     * which tokens of a removed signing key may still be accepted.
     */
    @WithDefault("30s")
    @WithConverter(NonNegativeDuration.class)
    Duration cacheTime();

    /** The maximum number of tokens in the cache. Each needs about 500 bytes of heap. */
    @WithDefault("16384")
    @WithConverter(PositiveInteger.class)
    int cacheSize();
}
