package sslorders.resend;

import java.time.Instant;
import java.util.Optional;
import sslorders.text.WireName;

/**
 * How a person ended a resend: the account or support cancelled it, or support resolved its unknown outcome.
 *
 * @param by the subject of the account's token; empty for support
 */
record Intervention(Kind kind, Instant at, Optional<String> by) {
    private static final String SUPPORT = "support";
    private static final String ACCOUNT = "account";

    enum Kind {
        CANCELLED,
        /** Support found that the CA sent the e-mail. */
        SENT,
        /** Support found that the CA sent no e-mail. */
        NOT_SENT;

        /** Returns the name in JSON and in the database, in kebab case. */
        String wireName() {
            return WireName.of(this);
        }

        /** Returns the kind with the given stored name. */
        static Kind of(String wireName) {
            for (Kind kind : values()) {
                if (kind.wireName().equals(wireName)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown intervention " + wireName);
        }
    }

    /** Returns the representation of the cancellation in the API; empty for a resolution. */
    Optional<InterventionView> cancellation() {
        return kind == Kind.CANCELLED
                ? Optional.of(new InterventionView(null, by.isEmpty() ? SUPPORT : ACCOUNT, by.orElse(null), at))
                : Optional.empty();
    }

    /** Returns the representation of the resolution in the API; empty for a cancellation. */
    Optional<InterventionView> resolution() {
        return kind == Kind.CANCELLED
                ? Optional.empty()
                : Optional.of(new InterventionView(kind.wireName(), SUPPORT, null, at));
    }
}
