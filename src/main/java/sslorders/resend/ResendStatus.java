package sslorders.resend;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import java.util.Set;

/** How far a resend has come. */
enum ResendStatus {
    /** The CA is being called, or was when the service died. */
    RELAYING,
    /** The CA said that it will send the mail. */
    ACCEPTED,
    /** The CA said no. */
    REJECTED,
    /** The CA was called and gave no answer that says what became of it. */
    UNKNOWN,
    /** The CA was not reached, or turned the call away, and the service does not try again. */
    GAVE_UP;

    /** Those of which a mail went out, or may have. */
    static final Set<ResendStatus> COUNTING = Set.of(RELAYING, ACCEPTED, UNKNOWN);

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

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
