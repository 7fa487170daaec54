package sslorders.resend;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import sslorders.text.WireName;

/** The status of a resend, and the transitions that are allowed. */
enum ResendStatus {
    /** The first or next attempt is scheduled. No e-mail was sent, unless the CA is called again after an unknown outcome. */
    PENDING,
    /** The CA is being called, or was when the service crashed. */
    RELAYING,
    /** The CA confirmed that it sends the e-mail. */
    ACCEPTED,
    /** The CA rejected the request. */
    REJECTED,
    /** The CA was called, and the outcome is unknown; final unless the CA can be asked for it. */
    UNKNOWN,
    /** The CA executed no call for as long as the service retries. No e-mail was sent. */
    GAVE_UP;

    private final String wireName = WireName.of(this);

    /** Whether a resend with this status, unless it is final, may get the other status. */
    boolean mayBecome(ResendStatus next) {
        return switch (this) {
            // Unknown without a call only if an earlier attempt had an unknown outcome and the time for retries is
            // over.
            case PENDING -> next == RELAYING || next == GAVE_UP || next == UNKNOWN;
            case RELAYING -> next != RELAYING;
            // Only after the CA was asked whether it sent the e-mail.
            case UNKNOWN -> next == ACCEPTED || next == PENDING;
            case ACCEPTED, REJECTED, GAVE_UP -> false;
        };
    }

    /** The name in JSON and in the database: lower-case kebab. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The status of that name in the database. */
    static ResendStatus of(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName.equals(wireName))
                .findFirst()
                .orElseThrow();
    }
}
