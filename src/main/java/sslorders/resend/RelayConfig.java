package sslorders.resend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sslorders.config.PositiveDuration;
import sslorders.config.PositiveInteger;

/** Settings of the relay: retries, reconciliation, polling and shutdown. */
@ConfigMapping(prefix = "ssl-orders.relay")
interface RelayConfig {
    /** Delay after the first attempt if the CA did not execute it. Short, because the customer is waiting for the result. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration retryFirst();

    /** Upper bound of the delay, which doubles with each attempt. Short enough to detect soon that a CA is available again. */
    @WithDefault("10m")
    @WithConverter(PositiveDuration.class)
    Duration retryLongest();

    /** Retry period, measured from the request. Limited, because an e-mail that arrives days later confuses the recipient. */
    @WithDefault("24h")
    @WithConverter(PositiveDuration.class)
    Duration giveUpAfter();

    /**
     * Delay between an unknown outcome and its reconciliation, for CAs with a mail history. If the CA has sent the e-mail but its
     * history does not show it by then, the service sends a duplicate.
     */
    @WithDefault("5m")
    @WithConverter(PositiveDuration.class)
    Duration reconcileAfter();

    /**
     * Number of scheduled tasks that a replica executes concurrently, in addition to the attempts of requests. Greater than the
     * number of concurrent calls to one CA, so that a CA that does not respond cannot block the tasks of other CAs.
     */
    @WithDefault("50")
    @WithConverter(PositiveInteger.class)
    int concurrency();

    /** Interval at which a replica polls for due tasks. Each poll is one cheap statement. */
    @WithDefault("1s")
    @WithConverter(PositiveDuration.class)
    Duration pollInterval();

    /** Interval of a replica's heartbeats. After six missed heartbeats another replica takes over its tasks. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration heartbeat();

    /** Interval at which one of the replicas deletes expired rows. */
    @WithDefault("1h")
    @WithConverter(PositiveDuration.class)
    Duration cleanUpInterval();

    /** Maximum time to retry the recording of an outcome while the database is unavailable. Shorter than the recovery margin. */
    @WithDefault("15s")
    @WithConverter(PositiveDuration.class)
    Duration settleWithin();

    /** Maximum time for which a replica waits for its attempts during a shutdown. Longer than most calls to a CA. */
    @WithDefault("20s")
    @WithConverter(PositiveDuration.class)
    Duration shutdownWait();

    /** Margin that is added to the longest call time before an outcome is considered lost. It covers clock skew and pauses. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration recoveryMargin();
}
