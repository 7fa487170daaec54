package sslorders.resend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import sslorders.config.PositiveDuration;
import sslorders.config.PositiveInteger;

/** Settings of resends: limits, retention and the wait for a CA. */
@ConfigMapping(prefix = "ssl-orders.resend")
interface ResendConfig {
    /** Whether the e-mail of an expired certificate may be resent. Customers keep these e-mails for their records. */
    @WithDefault("true")
    boolean allowExpired();

    /** Cool-down of an order after the end of a resend. An e-mail can take minutes to arrive, and early retries flood the recipient. */
    @WithDefault("15m")
    Duration coolDown();

    /** Maximum number of resends of an order in 24 hours. An order that needs more has another problem than lost e-mails. */
    @WithDefault("5")
    @WithConverter(PositiveInteger.class)
    int orderQuotaPerDay();

    /** Maximum number of resends of an account in one hour. It bounds the e-mails that a faulty portal can send. */
    @WithDefault("100")
    @WithConverter(PositiveInteger.class)
    int accountQuotaPerHour();

    /** Maximum number of rejected resends of an order in one hour. After five rejections, the CA is likely to reject a sixth resend. */
    @WithDefault("5")
    @WithConverter(PositiveInteger.class)
    int orderRejectionsPerHour();

    /** Maximum number of rejected resends of an account in one hour. Without this limit, one customer can occupy all calls to a CA. */
    @WithDefault("50")
    @WithConverter(PositiveInteger.class)
    int accountRejectionsPerHour();

    /**
     * Maximum time that a request waits for the first attempt. Shorter than the usual gateway timeout of 60 s. The attempt continues
     * after the response.
     */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration maxWait();

    /** Retention of an idempotency key after the end of its resend. Longer than the time for which any client retries a request. */
    @WithDefault("7d")
    @WithConverter(PositiveDuration.class)
    Duration idempotencyKeyRetention();

    /** Retention of a resend and its attempts after the end of the resend. Unlimited by default, because they are the audit trail. */
    Optional<Duration> historyRetention();
}
