package sslorders.language;

import java.util.regex.Pattern;

/**
 * A phrase that the project's texts do not use.
 *
 * @param pattern matches the phrase from the first letter of a word, in lower case, also across lines and in camel case
 * @param standard the standard term to use
 * @param example a text that the pattern must match
 */
record BannedPhrase(Pattern pattern, String standard, String example) {

    /** Separates the words of camel case in the texts that are searched. */
    static final char CAMEL_CASE = '\u001f';

    /** White space with the signs of comments, lists and concatenated strings around it, or a boundary in camel case. */
    private static final String GAP = "(?:" + CAMEL_CASE + "|(?=[\"+*#/>|-]*\\s)[\\s\"+*#/>|-]++)";

    /** Reads a line of {@code banned.txt}: {@code pattern = standard term = example}. */
    static BannedPhrase parse(String line) {
        String[] parts = line.split(" = ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("Expected \"pattern = standard term = example\": " + line);
        }
        String words = "(?:" + parts[0].strip().replace(" ", GAP) + ")(?![a-z])";
        return new BannedPhrase(Pattern.compile(words), parts[1].strip(), parts[2].strip());
    }
}
