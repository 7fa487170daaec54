package sslorders.error;

import sslorders.text.TextBundle;

/** The titles of the error types and the texts of {@link Detail}, loaded once. */
final class ProblemTexts {
    static final TextBundle BUNDLE = TextBundle.of("problem");

    private ProblemTexts() {}
}
