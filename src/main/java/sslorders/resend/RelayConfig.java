package sslorders.resend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sslorders.config.PositiveDuration;
import sslorders.config.PositiveInteger;

/** How resends are carried to their CAs, and for how long. */
@ConfigMapping(prefix = "ssl-orders.relay")
interface RelayConfig {
    /** The wait after a first attempt that was not executed: short, since a customer is looking at the page. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration retryFirst();

    /** What the wait grows to, doubling each time: often enough to notice that a CA is back. */
    @WithDefault("10m")
    @WithConverter(PositiveDuration.class)
    Duration retryLongest();

    /** For how long after the request a CA is asked: a mail that comes days later surprises more than it helps. */
    @WithDefault("24h")
    @WithConverter(PositiveDuration.class)
    Duration giveUpAfter();

    /**
     * How long after a call in doubt a CA is asked whether it has sent the mail, where it can tell. One that is sent, but
     * is not in the CA's books by then, would be sent twice.
     */
    @WithDefault("5m")
    @WithConverter(PositiveDuration.class)
    Duration reconcileAfter();

    /**
     * How many attempts of the schedule a replica makes at a time, requests aside: more than those of one CA, so that one
     * that hangs leaves some to the others.
     */
    @WithDefault("50")
    @WithConverter(PositiveInteger.class)
    int concurrency();

    /** How often a replica looks for what is due: one small statement each time. */
    @WithDefault("1s")
    @WithConverter(PositiveDuration.class)
    Duration pollInterval();

    /** How often a replica says that it is alive. After six times of silence another takes over what it was at. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration heartbeat();

    /** How often what is old enough to be forgotten or deleted is looked for, by one replica. */
    @WithDefault("1h")
    @WithConverter(PositiveDuration.class)
    Duration cleanUpInterval();

    /** For how long it is tried to write an outcome down while the database is away: shorter than the margin below. */
    @WithDefault("15s")
    @WithConverter(PositiveDuration.class)
    Duration settleWithin();

    /** How long a replica that ends waits for its attempts: longer than most calls to a CA take. */
    @WithDefault("20s")
    @WithConverter(PositiveDuration.class)
    Duration shutdownWait();

    /** What is added to the longest call before its end counts as lost: clocks differ, and machines pause. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration recoveryMargin();
}
