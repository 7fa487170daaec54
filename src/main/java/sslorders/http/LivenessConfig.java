package sslorders.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sslorders.config.PositiveDuration;

/** When a replica counts as stuck. */
@ConfigMapping(prefix = "ssl-orders.liveness")
interface LivenessConfig {
    /** How long a task may wait for a thread of the request path: far longer than any load makes it wait. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration timeout();
}
