package sslorders.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.time.Duration;
import java.util.Optional;
import sslorders.config.PositiveDuration;

/** Retention of orders and of their previous addresses. Both are unlimited by default, because the ordering system owns the orders. */
@ConfigMapping(prefix = "ssl-orders.order")
interface OrderConfig {
    /** Retention of an order after the expiry of its certificate. An order without an expiry is kept. */
    Optional<@WithConverter(PositiveDuration.class) Duration> retention();

    /** Retention of a previous admin e-mail address after its replacement. */
    Optional<@WithConverter(PositiveDuration.class) Duration> addressChangeRetention();
}
