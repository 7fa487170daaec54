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
 * What the codes of a CA's failures mean: those that are documented, and those that an operator has learned and configured
 * as {@code options.codes}, such as {@code 465=order-not-found,440=not-executed}.
 */
public final class CodeTable {
    /** Letters, digits and signs of a name or a number: neither a sentence nor, at this length, a key. */
    private static final Pattern CODE = Pattern.compile("-?[0-9]{1,9}|[A-Za-z][A-Za-z_]{1,63}");

    private final Map<String, Meaning> meanings;

    private CodeTable(Map<String, Meaning> meanings) {
        this.meanings = meanings;
    }

    /**
     * The table of one CA.
     *
     * @param documented what the dialect knows by itself; the configuration may say otherwise
     * @throws ConfigurationException if the option cannot be read, naming its key
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

    /** Whether it is said what that code means. */
    public boolean knows(String code) {
        return meanings.containsKey(code);
    }

    /**
     * Returns what a failure means by its code or by its text; empty if neither of them tells.
     *
     * @param text the CA's description, or the code again if that is a word
     */
    public Optional<Outcome> find(String code, String text, Outcome away) {
        return knows(code)
                ? Optional.of(outcome(code, Meaning.REFUSED, away))
                : FailureText.meaning(text).map(meaning -> outcome(code, meaning, away));
    }

    /** Returns what the configuration says that the HTTP status of a reply means; empty if it says nothing about it. */
    public Optional<Outcome> find(Reply reply) {
        return find(String.valueOf(reply.status()), "", reply.notExecuted());
    }

    /** Returns what a reply means by its status alone: as configured, else as {@link Reply#byStatus}. */
    public Outcome byStatus(Reply reply) {
        return find(reply).orElseGet(reply::byStatus);
    }

    /**
     * Returns what a failure means: by its code if the table has it, else by its text, and else a rejection for the CA's own
     * reason.
     *
     * @param code as the CA wrote it; one that has not the form of a code is not kept
     * @param text the CA's description; empty text if there is none
     * @param away what the CA's turning the call away is
     */
    public Outcome outcome(String code, String text, Outcome away) {
        return outcome(code, FailureText.meaning(text).orElse(Meaning.REFUSED), away);
    }

    /**
     * The same for a code whose meaning depends on more than the code.
     *
     * @param otherwise what it means if the table does not have it
     */
    public Outcome outcome(String code, Meaning otherwise, Outcome away) {
        Optional<String> kept =
                Optional.of(code).filter(text -> CODE.matcher(text).matches());
        return switch (kept.map(meanings::get).orElse(otherwise)) {
            case ORDER_NOT_FOUND -> new Outcome.Rejected(Reason.ORDER_NOT_FOUND, kept);
            case WRONG_STATE -> new Outcome.Rejected(Reason.WRONG_STATE, kept);
            case NO_SUCH_MAIL -> new Outcome.Rejected(Reason.NO_SUCH_MAIL, kept);
            case NOT_SUPPORTED -> new Outcome.Rejected(Reason.NOT_SUPPORTED, kept);
            case CREDENTIALS -> new Outcome.Rejected(Reason.CREDENTIALS_REFUSED, kept);
            case REFUSED -> new Outcome.Rejected(Reason.OTHER, kept);
            case NOT_EXECUTED -> away;
            case UNKNOWN -> new Outcome.Unknown("code " + kept.orElse("?"));
        };
    }

    /** What a code can mean; named in the configuration in lower-case kebab. */
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
