package sslorders.resend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import sslorders.config.PositiveDuration;
import sslorders.config.PositiveInteger;

/** The rules of resends. */
@ConfigMapping(prefix = "ssl-orders.resend")
interface ResendConfig {
    /** Whether the mail of an expired certificate may be sent again: customers keep them for their records. */
    @WithDefault("true")
    boolean allowExpired();

    /** How long an order rests after a resend has ended: a mail takes minutes to arrive, and impatience makes floods. */
    @WithDefault("15m")
    Duration coolDown();

    /** How many resends an order may have in 24 hours: who needs more has another problem than a lost mail. */
    @WithDefault("5")
    @WithConverter(PositiveInteger.class)
    int orderQuotaPerDay();

    /** How many resends an account may have in an hour: a bound on what a portal gone wild can send. */
    @WithDefault("100")
    @WithConverter(PositiveInteger.class)
    int accountQuotaPerHour();

    /** How many resends of an order may be rejected in an hour: after five rejections a sixth call is rejected as well. */
    @WithDefault("5")
    @WithConverter(PositiveInteger.class)
    int orderRejectionsPerHour();

    /** The same for an account: half of its quota. Without a limit one customer can occupy all calls of a CA. */
    @WithDefault("50")
    @WithConverter(PositiveInteger.class)
    int accountRejectionsPerHour();

    /** For how long after the end of its resend a key is known: longer than any client goes on repeating a request. */
    @WithDefault("7d")
    @WithConverter(PositiveDuration.class)
    Duration idempotencyKeyRetention();

    /** For how long after its end a resend is kept, with its attempts; for ever unless an operator says so: it is an audit trail. */
    Optional<Duration> historyRetention();
}
