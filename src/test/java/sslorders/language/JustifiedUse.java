package sslorders.language;

/**
 * An occurrence of a banned phrase that stays.
 *
 * @param file path from the project's root
 * @param phrase the words as a finding reports them; {@code *} for every phrase in a file that must not change
 * @param reason why it stays
 */
record JustifiedUse(String file, String phrase, String reason) {

    /** Reads a line of {@code exceptions.txt}: {@code file = phrase = reason}. */
    static JustifiedUse parse(String line) {
        String[] parts = line.split(" = ", -1);
        if (parts.length != 3 || parts[2].isBlank()) {
            throw new IllegalArgumentException("Expected \"file = phrase = reason\": " + line);
        }
        return new JustifiedUse(parts[0].strip(), parts[1].strip(), parts[2].strip());
    }

    boolean covers(Finding finding) {
        return file.equals(finding.file()) && (phrase.equals("*") || phrase.equals(finding.phrase()));
    }
}
