package sslorders.ca;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import sslorders.ca.Outcome.Reason;
import sslorders.text.WireName;

/**
 * The result of one step of the check of a CA.
 *
 * @param detail what the step proved, or why it proved nothing, in one line. It contains no credential, and of a response only codes,
 *     statuses, counts, template types and the names in the server's certificate
 */
public record CheckStep(Kind kind, Result result, String detail) {

    /** The steps, in their order. The names are part of the API. */
    public enum Kind {
        /** Resolves the name of the CA's host. */
        NAME,
        /** Opens a TCP connection, through the proxy if one is configured. */
        CONNECTION,
        /** Makes the TLS handshake and verifies the server's certificate. */
        TLS,
        /** Fetches an OAuth2 token; only for CAs with a token endpoint. */
        TOKEN,
        /** Makes a call without side effects, with the credentials. */
        READ;

        /** Returns the name in JSON and in the output, in kebab case. */
        @JsonValue
        public String wireName() {
            return WireName.of(this);
        }
    }

    /** The results. The names are part of the API. */
    public enum Result {
        PROVEN,
        /** The step was not attempted, or the CA has no means for it. This is not a failure. */
        NOT_PROVEN,
        FAILED;

        /** Returns the name in JSON and in the output, in kebab case. */
        @JsonValue
        public String wireName() {
            return WireName.of(this);
        }
    }

    /** Returns a step that succeeded. */
    public static CheckStep proven(Kind kind, String detail) {
        return new CheckStep(kind, Result.PROVEN, detail);
    }

    /** Returns a step that proved nothing, and did not fail. */
    public static CheckStep notProven(Kind kind, String detail) {
        return new CheckStep(kind, Result.NOT_PROVEN, detail);
    }

    /** Returns a step that failed. */
    public static CheckStep failed(Kind kind, String detail) {
        return new CheckStep(kind, Result.FAILED, detail);
    }

    /** Returns a step that was not attempted, because an earlier step failed. */
    static CheckStep notAttempted(Kind kind) {
        return notProven(kind, "not attempted, because an earlier step failed");
    }

    /** Returns the read step of a dialect whose calls all have side effects. */
    public static CheckStep withoutRead() {
        return notProven(Kind.READ, "credentials not proven: this dialect has no harmless read");
    }

    /** Returns the read step of a dialect that can read orders only, if no order was given. */
    public static CheckStep withoutOrder() {
        return notProven(Kind.READ, "credentials not proven: the read of this dialect needs an order of the CA");
    }

    /**
     * Returns the read step for the outcome of a call without side effects.
     *
     * @param outcome the outcome; accepted if the CA returned the data
     * @param proof what an accepted call proves
     */
    public static CheckStep read(Outcome outcome, String proof) {
        return outcome instanceof Outcome.Accepted ? proven(Kind.READ, proof) : unread(outcome);
    }

    /** Returns the read step for a call that did not return the data. A throttled call proves nothing, and is not a failure. */
    public static CheckStep unread(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted call && call.isThrottled()
                ? notProven(Kind.READ, "credentials not proven: calls are limited, " + call.cause())
                : failed(Kind.READ, cause(outcome));
    }

    /** Describes why a call returned no data. */
    static String cause(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> "unexpected response";
            case Outcome.NotExecuted call -> call.cause();
            case Outcome.Unknown unknown -> unknown.cause();
            case Outcome.Rejected rejected ->
                "the CA rejected the " + what(rejected.reason()) + code(rejected.caCode());
        };
    }

    private static String what(Reason reason) {
        return reason == Reason.CREDENTIALS_REFUSED ? "credentials" : "request: " + reason.wireName();
    }

    private static String code(Optional<String> code) {
        return code.map(text -> " (code " + text + ")").orElse("");
    }
}
