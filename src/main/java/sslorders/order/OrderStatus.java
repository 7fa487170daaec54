package sslorders.order;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import sslorders.text.WireName;

/** Where an order stands at its CA, as the ordering system last captured it. */
public enum OrderStatus {
    PENDING_APPROVAL,
    PROCESSING,
    ISSUED,
    REISSUE_PENDING,
    REVOKED,
    CANCELLED,
    REJECTED,
    UNKNOWN;

    /** Also what the column has, so that a row reads as the API does. */
    @EnumeratedValue
    private final String wireName = WireName.of(this);

    /** The name in JSON, in queries and in the database: lower-case kebab. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    static Optional<OrderStatus> parse(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName.equals(wireName))
                .findFirst();
    }

    /** All names, for a message to somebody who used another one. */
    static String wireNames() {
        return Arrays.stream(values()).map(OrderStatus::wireName).collect(Collectors.joining(", "));
    }
}
