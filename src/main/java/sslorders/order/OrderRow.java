package sslorders.order;

import java.time.Instant;

/** The columns that {@link OrderView} needs; queries read no other columns. {@code expiresAt} and {@code adminEmail} may be null. */
record OrderRow(
        String id,
        String commonName,
        String certificateType,
        String certificateAuthority,
        OrderStatus status,
        Instant statusAsOf,
        Instant orderedAt,
        Instant expiresAt,
        Instant expirySort,
        String adminEmail,
        Instant capturedAt) {}
