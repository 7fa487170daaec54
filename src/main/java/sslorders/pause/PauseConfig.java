package sslorders.pause;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sslorders.config.PositiveDuration;

/** Settings of the pauses of CAs. */
@ConfigMapping(prefix = "ssl-orders.pause")
interface PauseConfig {
    /** Interval at which a replica reads the pauses. Other replicas apply a change within this time. Each read is one cheap statement. */
    @WithDefault("2s")
    @WithConverter(PositiveDuration.class)
    Duration pollInterval();

    /** Maximum duration of a pause. Limited, because a forgotten pause must not delay e-mails for weeks. */
    @WithDefault("7d")
    @WithConverter(PositiveDuration.class)
    Duration maxDuration();
}
