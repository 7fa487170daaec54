package sslorders.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import sslorders.config.PositiveDuration;

/** Settings of the erasure of orders and accounts. */
@ConfigMapping(prefix = "ssl-orders.erasure")
interface ErasureConfig {
    /**
     * Secret key of the hashes that replace erased addresses, at least 32 characters. Without it, the service uses a random key that the
     * database contains, so a copy of the database is sufficient to test whether a known address was erased.
     */
    Optional<String> key();

    /** Interval at which the erasure of an account checks the orders with a resend in progress again. */
    @WithDefault("1m")
    @WithConverter(PositiveDuration.class)
    Duration retryInterval();

    /**
     * Time after the request at which the last pass over the orders begins. Longer than the transaction of any capture that began before
     * the request.
     */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration captureWait();
}
