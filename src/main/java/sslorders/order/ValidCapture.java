package sslorders.order;

import java.time.Instant;
import java.util.Optional;
import sslorders.account.AccountId;

/**
 * A validated capture of an order. Times are truncated to microseconds, the resolution of the database, so that the stored values equal
 * the values in memory.
 */
record ValidCapture(
        AccountId account,
        String caOrderId,
        String commonName,
        String certificateType,
        String certificateAuthority,
        OrderStatus status,
        Instant statusAsOf,
        Instant orderedAt,
        Optional<Instant> expiresAt,
        Optional<String> adminEmail) {}
