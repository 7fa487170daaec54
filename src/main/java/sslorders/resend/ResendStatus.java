package sslorders.resend;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import sslorders.text.WireName;

/** The status of a resend, and the allowed transitions. */
public enum ResendStatus {
    /** The next attempt is scheduled. No e-mail was sent, unless an earlier attempt had an unknown outcome. */
    PENDING,
    /** The CA is being called, or the call ended without a recorded outcome, such as after a crash. */
    RELAYING,
    /** The CA accepted the request. Delivery of the e-mail is not confirmed. */
    ACCEPTED,
    /** The CA rejected the request. */
    REJECTED,
    /** The CA was called, and the outcome is unknown; final unless a reconciliation is scheduled. */
    UNKNOWN,
    /** The CA did not execute any call during the whole retry period. No e-mail was sent. */
    GAVE_UP,
    /** The account or support cancelled the resend before the CA processed a call. No e-mail was sent. */
    CANCELLED;

    private final String wireName = WireName.of(this);

    /** Returns whether the transition to the given status is allowed for a resend that is not final. */
    boolean mayBecome(ResendStatus next) {
        return switch (this) {
            // Unknown without another call: an earlier attempt had an unknown outcome, and no further attempt follows.
            case PENDING -> next == RELAYING || next == GAVE_UP || next == CANCELLED || next == UNKNOWN;
            case RELAYING -> next != RELAYING && next != CANCELLED;
            // Only after a reconciliation.
            case UNKNOWN -> next == ACCEPTED || next == PENDING;
            case ACCEPTED, REJECTED, GAVE_UP, CANCELLED -> false;
        };
    }

    /** Returns the name in JSON and in the database, in kebab case. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** Returns the status with the given name; empty if there is none. */
    static Optional<ResendStatus> parse(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName.equals(wireName))
                .findFirst();
    }

    /** Returns the status with the given stored name. */
    static ResendStatus of(String wireName) {
        return parse(wireName).orElseThrow();
    }

    /** Returns all names, for an error message. */
    static String wireNames() {
        return Arrays.stream(values()).map(ResendStatus::wireName).collect(Collectors.joining(", "));
    }
}
