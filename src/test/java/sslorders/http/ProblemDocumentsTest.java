package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.text.Languages;

class ProblemDocumentsTest {
    private static final Locale SPANISH = Locale.forLanguageTag("es");

    private final ProblemDocuments documents = TestProblems.documents();

    static Stream<Arguments> typesAndLanguages() {
        return Stream.of(ErrorType.values())
                .flatMap(type -> Languages.ALL.stream().map(language -> Arguments.of(type, language)));
    }

    @ParameterizedTest
    @MethodSource("typesAndLanguages")
    void onlyTextsDependOnTheLanguage(ErrorType type, Locale language) {
        ServiceException error = new ServiceException(type, Detail.CLOSED, "cancelled")
                .with("caCode", "409")
                .retryAfter(Duration.ofSeconds(5));

        Problem english = documents.of(error, "/ssl/orders/1001", Locale.ENGLISH);
        Problem translated = documents.of(error, "/ssl/orders/1001", language);

        assertThat(translated.status()).isEqualTo(english.status());
        assertThat(translated.body().keySet())
                .containsExactly("type", "title", "status", "detail", "instance", "help", "caCode", "retryAfter")
                .containsExactlyElementsOf(english.body().keySet());
        assertThat(translated.body())
                .containsEntry("type", "urn:ssl-orders:problem:" + type.slug())
                .containsEntry("help", "/problems/" + type.slug())
                .containsEntry("title", type.title(language))
                .containsEntry("status", english.status())
                .containsEntry("instance", "/ssl/orders/1001")
                .containsEntry("caCode", "409")
                .containsEntry("retryAfter", 5L);
        assertThat(translated.body().get("detail").toString()).contains("cancelled");
        assertThat(translated.body().get("title").equals(english.body().get("title")))
                .isEqualTo(language.equals(Locale.ENGLISH));
    }

    @Test
    void itemsOfErrorsAreTranslated() {
        ServiceException error = ServiceException.invalid(List.of(
                InputError.inQuery("limit", Detail.INTEGER_UP_TO, 200), InputError.inBody("/status", Detail.REQUIRED)));

        JsonNode body = json(documents.of(error, "/", SPANISH));

        assertThat(body.path("detail").asText()).isEqualTo("2 valores no son válidos. Consulte el miembro errors.");
        assertThat(body.at("/errors/0").toString())
                .isEqualTo("{\"in\":\"query\",\"name\":\"limit\",\"detail\":\"debe ser un número entero de 1 a 200\"}");
        assertThat(body.at("/errors/1/detail").asText()).isEqualTo("es obligatorio");
    }

    @Test
    void detailOfOneErrorContainsItsNameOnce() {
        ServiceException error = ServiceException.invalid(InputError.inQuery("{1}", Detail.AT_MOST_ONCE));

        assertThat(documents.of(error, "/", Locale.FRENCH).body())
                .containsEntry("detail", "{1} : doit figurer au plus une fois");
        assertThat(error).hasMessage("{1}: must occur at most once");
    }

    @ParameterizedTest
    @EnumSource
    void helpHasTheConfiguredBase(ErrorType type) {
        ServiceException error = new ServiceException(type, Detail.UNAVAILABLE);
        Optional<String> base = Optional.of("https://portal.example.com/help/");

        for (boolean pages : new boolean[] {true, false}) {
            assertThat(TestProblems.documents(pages, base)
                            .of(error, "/", SPANISH)
                            .body())
                    .containsEntry("help", "https://portal.example.com/help/" + type.slug());
        }
        assertThat(TestProblems.documents(false, Optional.empty())
                        .of(error, "/", SPANISH)
                        .body())
                .doesNotContainKey("help");
    }

    private static JsonNode json(Problem problem) {
        return new ObjectMapper().valueToTree(problem.body());
    }
}
