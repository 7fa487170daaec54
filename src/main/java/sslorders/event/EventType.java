package sslorders.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** The type of an event. */
public enum EventType {
    /** A resend became final. The event contains the final status. */
    RESEND_SETTLED("resend.settled"),
    /** A resend with the status {@code unknown} became {@code pending} again, because the CA has not sent the e-mail. */
    RESEND_REOPENED("resend.reopened"),
    /** A capture replaced or removed the admin e-mail of an existing order. */
    ORDER_ADMIN_EMAIL_CHANGED("order.admin-email-changed");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the name in JSON, in the database and in the configuration. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** Returns the type with the given name; empty if there is none. */
    public static Optional<EventType> parse(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}
