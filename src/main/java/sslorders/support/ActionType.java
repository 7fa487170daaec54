package sslorders.support;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import sslorders.text.WireName;

/** The types of actions. Later releases can add types, but never rename one, because rows with its name are never changed. */
public enum ActionType {
    SEARCH_ORDERS,
    GET_ORDER,
    LIST_RESENDS,
    GET_RESEND,
    RESEND,
    CANCEL_RESEND,
    RESOLVE_RESEND,
    RETRY_RESEND,
    LIST_CERTIFICATE_AUTHORITIES,
    PAUSE_CERTIFICATE_AUTHORITY,
    RESUME_CERTIFICATE_AUTHORITY,
    LIST_ACTIONS,
    EXPORT_ACTIONS,
    CHECK_CERTIFICATE_AUTHORITY;

    private final String wireName = WireName.of(this);

    /** Returns the name in JSON and in the database, in kebab case. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** Returns the type with the given name; empty if there is none. */
    static Optional<ActionType> parse(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }

    /** Returns all names, for an error message. */
    static String wireNames() {
        return Arrays.stream(values()).map(ActionType::wireName).collect(Collectors.joining(", "));
    }
}
