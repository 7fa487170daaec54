package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static sslorders.http.ProblemMatcher.urn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.http.Problem;
import sslorders.http.TestProblems;

/** Checks that docs/errors.md has one correct section for each problem type. */
class ErrorsDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SECTION = Pattern.compile(
            "\n## (\\S+)\n\n\\*\\*(\\d{3})\\*\\* ([^\n]+)\n\n(.*?)\n\n```json\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile("(?m)^- \\*([^*]+):\\* \\S");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d{3}) \\| (.+) \\|$");
    private static final Pattern LINK = Pattern.compile("\\[`(\\S+)`]\\(#(\\S+?)\\)");

    private record Section(String slug, int status, String title, String text, String example) {
        JsonNode document() {
            try {
                return JSON.readTree(example);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(slug, e);
            }
        }

        @Override
        public String toString() {
            return slug;
        }
    }

    static Stream<Section> sections() throws IOException {
        return SECTION.matcher(page())
                .results()
                .map(section -> new Section(
                        section.group(1),
                        Integer.parseInt(section.group(2)),
                        section.group(3),
                        section.group(4),
                        section.group(5)));
    }

    @Test
    void pageHasOneSectionForEachType() throws IOException {
        List<String> slugs = Stream.of(ErrorType.values()).map(ErrorType::slug).toList();

        assertThat(sections()).extracting(Section::slug).containsExactlyInAnyOrderElementsOf(slugs);
        assertThat(page().lines().filter(line -> line.startsWith("## "))).hasSameSizeAs(slugs);
    }

    @Test
    void tableLinksEachTypeByStatus() throws IOException {
        List<String> rows = new ArrayList<>();
        ROW.matcher(page())
                .results()
                .forEach(row -> LINK.matcher(row.group(2))
                        .results()
                        .forEach(link -> rows.add(row.group(1) + " " + link.group(1) + " " + link.group(2))));

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Stream.of(ErrorType.values())
                        .map(type -> "%d %s %s".formatted(problem(type).status(), type.slug(), type.slug()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("sections")
    void sectionHasStatusTitleAndAllAnswers(Section section) {
        Problem problem = problem(type(section));

        assertThat(section.status()).isEqualTo(problem.status());
        assertThat(section.title()).isEqualTo(problem.body().get("title"));
        assertThat(LABEL.matcher(section.text()).results().map(label -> label.group(1)))
                .containsExactly("Meaning", "Retry", "Show to the user", "Who can fix it");
    }

    @ParameterizedTest
    @MethodSource("sections")
    void exampleIsThatOfTheContractOrValid(Section section) {
        JsonNode example = section.document();
        List<JsonNode> examples = examples(urn(type(section)));

        assertThat(example.path("type").asText()).isEqualTo(urn(type(section)));
        assertThat(example.path("title").asText()).isEqualTo(section.title());
        assertThat(example.path("status").asInt()).isEqualTo(section.status());
        if (examples.isEmpty()) {
            assertThat(schemas(urn(type(section))))
                    .allSatisfy(schema -> assertThat(Contract.get().schemaViolations(schema, section.example()))
                            .isEmpty());
        } else {
            assertThat(examples).contains(example);
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "errors.md"));
    }

    private static ErrorType type(Section section) {
        return Stream.of(ErrorType.values())
                .filter(type -> type.slug().equals(section.slug()))
                .findFirst()
                .orElseThrow();
    }

    private static Problem problem(ErrorType type) {
        return TestProblems.documents().of(new ServiceException(type, Detail.UNAVAILABLE), "/", Locale.ENGLISH);
    }

    /** Returns the pointers of the general schema and of each schema that lists the type. */
    private static List<String> schemas(String urn) {
        List<String> pointers = new ArrayList<>(List.of("/components/schemas/Problem"));
        Contract.document().at("/components/schemas").properties().forEach(schema -> {
            for (JsonNode type : schema.getValue().at("/allOf/1/properties/type/enum")) {
                if (type.asText().equals(urn)) {
                    pointers.add("/components/schemas/" + schema.getKey());
                }
            }
        });
        return pointers;
    }

    /** Returns the examples of complete problem documents of the type in the contract. */
    private static List<JsonNode> examples(String urn) {
        return Contract.document().findParents("instance").stream()
                .filter(example -> example.path("type").asText().equals(urn))
                .map(JsonNode.class::cast)
                .toList();
    }
}
