package sslorders.help;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.error.ErrorType;
import sslorders.http.TestProblems;
import sslorders.text.BundleFiles;

/** The English texts and the examples of the pages are those of docs/errors.md, and each language has all texts. */
class HelpTextsTest {
    private static final List<String> LABELS =
            List.of("service", "status", "type", "example", "meaning", "retry", "user", "fix");
    private static final Map<String, String> QUESTIONS =
            Map.of("Meaning", "meaning", "Retry", "retry", "Show to the user", "user", "Who can fix it", "fix");
    private static final Pattern ANSWER = Pattern.compile("- \\*([^*]+):\\* (.*)", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr"})
    void languageHasAllTexts(String language) throws IOException {
        BundleFiles.assertComplete("help", language);
        assertThat(BundleFiles.read("help", language).keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                LABELS.stream().map(label -> "label." + label),
                                Stream.of(ErrorType.values())
                                        .flatMap(type -> HelpPages.QUESTIONS.stream()
                                                .map(question -> type.slug() + "." + question)))
                        .toList());
        assertThat(BundleFiles.read("help", language).values())
                .allSatisfy(text -> assertThat(
                                text.chars().filter(letter -> letter == '`').count() % 2)
                        .as(text)
                        .isZero());
    }

    @ParameterizedTest
    @EnumSource
    void englishTextsAreThoseOfTheDocument(ErrorType type) throws IOException {
        Map<String, String> texts = BundleFiles.read("help", "en");
        Map<String, String> documented = Stream.of(
                        section(type, "\n\n(.*?)\n\n```json").split("\n(?=- )"))
                .map(ANSWER::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(
                        answer -> QUESTIONS.get(answer.group(1)),
                        answer -> answer.group(2).replaceAll("\\s+", " ")));

        assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(HelpPages.QUESTIONS);
        documented.forEach((question, answer) ->
                assertThat(texts.get(type.slug() + "." + question)).as(question).isEqualTo(answer));
    }

    @ParameterizedTest
    @EnumSource
    void exampleIsThatOfTheDocument(ErrorType type) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode documented = json.readTree(section(type, ".*?```json\n(.*?)```"));

        String example = json.writeValueAsString(
                new Examples(TestProblems.documents()).of(type, Locale.ENGLISH).body());

        assertThat(json.readTree(example)).isEqualTo(documented);
    }

    /** Returns the group of a pattern that begins after the heading and the title of a section of the document. */
    private static String section(ErrorType type, String pattern) throws IOException {
        Matcher found = Pattern.compile(
                        "\n## " + type.slug() + "\n\n\\*\\*\\d{3}\\*\\* [^\n]+" + pattern, Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "errors.md")));
        assertThat(found.find()).as(type.slug()).isTrue();
        return found.group(1);
    }
}
