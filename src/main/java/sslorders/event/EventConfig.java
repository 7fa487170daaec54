package sslorders.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sslorders.config.PositiveDuration;

/** Settings of events. */
@ConfigMapping(prefix = "ssl-orders.event")
interface EventConfig {
    /** Retention of an event. Longer than any planned outage of a client that polls events. */
    @WithDefault("30d")
    @WithConverter(PositiveDuration.class)
    Duration retention();
}
