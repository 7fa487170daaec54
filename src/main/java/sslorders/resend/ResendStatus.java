package sslorders.resend;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** How far a resend has come, and which step may come next. */
enum ResendStatus {
    /** Taken, and waiting for its first or next attempt. Nothing has been sent, unless a CA is asked again after doubt. */
    PENDING,
    /** The CA is being called, or was when the service died. */
    RELAYING,
    /** The CA said that it will send the mail. */
    ACCEPTED,
    /** The CA said no. */
    REJECTED,
    /** The CA was called and nobody knows what became of it; not for good where the CA can be asked later. */
    UNKNOWN,
    /** The CA was not reached, or turned the calls away, for as long as the service tries. No mail was sent. */
    GAVE_UP;

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Whether a resend of this status may become one of that. The one place that says so. */
    boolean mayBecome(ResendStatus next) {
        return switch (this) {
            // Unknown at once only if an earlier attempt left it open and the time for another is over.
            case PENDING -> next == RELAYING || next == GAVE_UP || next == UNKNOWN;
            case RELAYING -> next == ACCEPTED || next == REJECTED || next == UNKNOWN || next == PENDING;
            // Only as long as it is not settled: the CA was asked whether a mail has gone out.
            case UNKNOWN -> next == ACCEPTED || next == PENDING;
            case ACCEPTED, REJECTED, GAVE_UP -> false;
        };
    }

    /** The name in JSON and in the database: lower-case kebab. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** Keeps the wire name in the database, so that a row reads as the API does. */
    @Converter(autoApply = true)
    static class ToColumn implements AttributeConverter<ResendStatus, String> {

        @Override
        public String convertToDatabaseColumn(ResendStatus status) {
            return status == null ? null : status.wireName;
        }

        @Override
        public ResendStatus convertToEntityAttribute(String wireName) {
            return wireName == null
                    ? null
                    : valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
