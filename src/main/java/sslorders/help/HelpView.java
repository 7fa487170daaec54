package sslorders.help;

import io.quarkus.qute.RawString;
import java.util.List;

/**
 * The content of a page.
 *
 * @param language the language tag
 * @param style the style sheet, which is not escaped
 * @param type the member {@code type} of the problem
 * @param example a problem document as formatted JSON
 */
public record HelpView(
        String language,
        RawString style,
        String title,
        String status,
        String type,
        List<Answer> answers,
        Labels labels,
        String example) {

    /** The answer to one question about the problem. */
    public record Answer(String question, List<Part> parts) {}

    /** A part of an answer. A part that is code is a name of the API. */
    public record Part(String text, boolean isCode) {}

    /** The labels of the other parts of the page. */
    public record Labels(String service, String status, String type, String example) {}
}
