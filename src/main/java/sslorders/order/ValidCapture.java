package sslorders.order;

import java.time.Instant;
import java.util.Optional;
import sslorders.account.AccountId;

/**
 * What the ordering system says of an order, checked. Times are in microseconds, as the database keeps them, so that what
 * is read back equals what was written.
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
