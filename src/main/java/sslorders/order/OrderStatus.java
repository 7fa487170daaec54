package sslorders.order;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import sslorders.text.WireName;

/** The status of an order at its CA, as the ordering system last captured it. */
public enum OrderStatus {
    PENDING_APPROVAL,
    PROCESSING,
    ISSUED,
    REISSUE_PENDING,
    REVOKED,
    CANCELLED,
    REJECTED,
    UNKNOWN;

    /** The name in the API, which is also stored in the database. */
    @EnumeratedValue
    private final String wireName = WireName.of(this);

    /** Returns the name in JSON, in query parameters and in the database, in kebab case. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    static Optional<OrderStatus> parse(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName.equals(wireName))
                .findFirst();
    }

    /** Returns all names, for an error message. */
    static String wireNames() {
        return Arrays.stream(values()).map(OrderStatus::wireName).collect(Collectors.joining(", "));
    }
}
