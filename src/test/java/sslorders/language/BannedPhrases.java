package sslorders.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds banned phrases in texts. */
final class BannedPhrases {
    private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?:[^a-zA-Z0-9'-]|-(?![a-zA-Z]))+");

    private final List<BannedPhrase> phrases;
    private final Pattern anyPhrase;

    BannedPhrases(List<BannedPhrase> phrases) {
        this.phrases = phrases;
        String any = phrases.stream().map(phrase -> phrase.pattern().pattern()).collect(Collectors.joining("|"));
        this.anyPhrase = Pattern.compile("(?<![a-z])(?=[a-z])(?:" + any + ")");
    }

    /** Returns the findings in the order of the text. Words of identifiers in camel case count as words. */
    List<Finding> findIn(String file, String text) {
        String words = CAMEL_CASE
                .matcher(text)
                .replaceAll(String.valueOf(BannedPhrase.CAMEL_CASE))
                .toLowerCase(Locale.ROOT);
        List<Finding> findings = new ArrayList<>();
        Matcher candidate = anyPhrase.matcher(words);
        int line = 1;
        int counted = 0;
        while (candidate.find(counted)) {
            line += lineEnds(words, counted, candidate.start());
            counted = candidate.start() + 1;
            for (BannedPhrase phrase : phrases) {
                Matcher matcher = phrase.pattern().matcher(words).useTransparentBounds(true);
                if (matcher.region(candidate.start(), words.length()).lookingAt()) {
                    String found = BETWEEN_WORDS.matcher(matcher.group()).replaceAll(" ");
                    findings.add(new Finding(file, line, found, phrase.standard()));
                }
            }
        }
        return findings;
    }

    private static int lineEnds(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }
}
