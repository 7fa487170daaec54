package sslorders.ca;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sslorders.ca.Outcome.Reason;
import sslorders.text.WireName;

/**
 * Maps the error codes of a CA to their meanings. Documented codes are predefined. The operator can add or override codes with {@code
 * options.codes}, such as {@code 465=order-not-found,440=not-executed}.
 */
public final class CodeTable {
    /** The form of a code that is stored and logged: a number or a name that is too short to be a key. */
    private static final Pattern CODE = Pattern.compile("-?[0-9]{1,9}|[A-Za-z][A-Za-z_]{1,63}");

    private final Map<String, Meaning> meanings;

    private CodeTable(Map<String, Meaning> meanings) {
        this.meanings = meanings;
    }

    /**
     * Creates the table of one CA.
     *
     * @param documented the predefined codes of the dialect; the configuration overrides them
     * @throws ConfigurationException if the option cannot be parsed; the message contains its key
     */
    public static CodeTable of(CaSettings settings, Map<String, Meaning> documented) {
        Map<String, Meaning> all = new HashMap<>(documented);
        for (String entry : settings.optionList("codes")) {
            String[] pair = entry.split("=", 2);
            Meaning meaning = pair.length < 2 ? null : Meaning.BY_NAME.get(pair[1].strip());
            if (meaning == null) {
                throw settings.wrong(
                        "options.codes",
                        entry + " must have the form code=meaning; valid meanings: " + Meaning.names());
            }
            all.put(pair[0].strip(), meaning);
        }
        return new CodeTable(all);
    }

    /** Returns whether the table contains the code. */
    public boolean contains(String code) {
        return meanings.containsKey(code);
    }

    /**
     * Returns the outcome of a failure by its code, or else by its text; empty if neither has a meaning.
     *
     * @param text the CA's description, or the code itself if the code is a word
     * @param notExecuted the outcome of a failure that means {@link Meaning#NOT_EXECUTED}
     */
    public Optional<Outcome> find(String code, String text, Outcome notExecuted) {
        return contains(code)
                ? Optional.of(outcome(code, Meaning.REFUSED, notExecuted))
                : FailureText.meaning(text).map(meaning -> outcome(code, meaning, notExecuted));
    }

    /** Returns the outcome that is configured for the HTTP status of a response; empty if none is configured. */
    public Optional<Outcome> find(Reply reply) {
        return find(String.valueOf(reply.status()), "", reply.notExecuted());
    }

    /**
     * Returns the outcome of a response by its HTTP status: the configured outcome, or else the outcome of {@link Reply#byStatus}.
     */
    public Outcome byStatus(Reply reply) {
        return find(reply).orElseGet(reply::byStatus);
    }

    /**
     * Returns the outcome of a failure: by its code if the table contains the code, or else by its text. Any other failure is a
     * rejection for an unspecified reason.
     *
     * @param code the CA's code; it is discarded if it does not have the form of a code
     * @param text the CA's description; an empty string if there is none
     * @param notExecuted the outcome of a failure that means {@link Meaning#NOT_EXECUTED}
     */
    public Outcome outcome(String code, String text, Outcome notExecuted) {
        return outcome(code, FailureText.meaning(text).orElse(Meaning.REFUSED), notExecuted);
    }

    /**
     * Returns the outcome of a failure whose meaning depends on more than its code.
     *
     * @param otherwise the meaning if the table does not contain the code
     * @param notExecuted the outcome of a failure that means {@link Meaning#NOT_EXECUTED}
     */
    public Outcome outcome(String code, Meaning otherwise, Outcome notExecuted) {
        Optional<String> validCode =
                Optional.of(code).filter(text -> CODE.matcher(text).matches());
        return switch (validCode.map(meanings::get).orElse(otherwise)) {
            case ORDER_NOT_FOUND -> new Outcome.Rejected(Reason.ORDER_NOT_FOUND, validCode);
            case WRONG_STATE -> new Outcome.Rejected(Reason.WRONG_STATE, validCode);
            case NO_SUCH_MAIL -> new Outcome.Rejected(Reason.NO_SUCH_MAIL, validCode);
            case NOT_SUPPORTED -> new Outcome.Rejected(Reason.NOT_SUPPORTED, validCode);
            case CREDENTIALS -> new Outcome.Rejected(Reason.CREDENTIALS_REFUSED, validCode);
            case REFUSED -> new Outcome.Rejected(Reason.OTHER, validCode);
            case NOT_EXECUTED -> notExecuted;
            case UNKNOWN -> new Outcome.Unknown("code " + validCode.orElse("?"));
        };
    }

    /** The possible meanings of a code. The configuration uses their names in kebab case. */
    public enum Meaning {
        ORDER_NOT_FOUND,
        WRONG_STATE,
        NO_SUCH_MAIL,
        NOT_SUPPORTED,
        CREDENTIALS,
        REFUSED,
        NOT_EXECUTED,
        UNKNOWN;

        private static final Map<String, Meaning> BY_NAME =
                Arrays.stream(values()).collect(Collectors.toMap(Meaning::wireName, Function.identity()));

        private String wireName() {
            return WireName.of(this);
        }

        private static String names() {
            return Arrays.stream(values()).map(Meaning::wireName).collect(Collectors.joining(", "));
        }
    }
}
