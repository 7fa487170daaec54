package sslorders.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sslorders.config.NonNegativeDuration;
import sslorders.config.PositiveInteger;

/** How long the service relies on the verification of a token. */
@ConfigMapping(prefix = "ssl-orders.token")
interface TokenConfig {
    /**
     * How long a verified token is not verified again; zero switches that off. As short as the time within which a key that the
     * issuer has removed must not be accepted any more.
     */
    @WithDefault("30s")
    @WithConverter(NonNegativeDuration.class)
    Duration cacheTime();

    /** The most tokens that are cached, about 500 bytes of heap each. */
    @WithDefault("16384")
    @WithConverter(PositiveInteger.class)
    int cacheSize();
}
