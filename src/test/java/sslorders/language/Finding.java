package sslorders.language;

/**
 * A banned phrase in a file.
 *
 * @param file path from the project's root
 * @param line line on which the phrase begins
 * @param phrase the words as found, in lower case, separated by single spaces
 * @param standard the standard term to use
 */
record Finding(String file, int line, String phrase, String standard) {

    @Override
    public String toString() {
        return "%s:%d: \"%s\": use \"%s\"".formatted(file, line, phrase, standard);
    }
}
