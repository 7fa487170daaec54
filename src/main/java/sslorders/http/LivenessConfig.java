package sslorders.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sslorders.config.PositiveDuration;

/** Configures the liveness check. */
@ConfigMapping(prefix = "ssl-orders.liveness")
interface LivenessConfig {
    /** The maximum wait of a task for a thread that handles requests. Waits under load are much shorter. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration timeout();
}
