package sslorders.help;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.qute.RawString;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import sslorders.error.ErrorType;
import sslorders.http.Problem;
import sslorders.http.ProblemDocuments;
import sslorders.text.Sha256;
import sslorders.text.TextBundle;

/** Renders the page of each problem type in each language once, for its first request. */
@Singleton
class HelpPages {
    /** The questions that each page answers. They are parts of the keys of the texts. */
    static final List<String> QUESTIONS = List.of("meaning", "retry", "user", "fix");

    private static final int TAG_BYTES = 16;

    private final TextBundle texts = TextBundle.of("help");
    private final String style = read("/help/help.css");
    private final Map<Key, Page> pages = new ConcurrentHashMap<>();
    private final Examples examples;
    private final ObjectWriter json;

    private record Key(ErrorType type, Locale language) {}

    /** @param tag the validator of the page, without quotes */
    record Page(String html, String tag) {}

    HelpPages(ProblemDocuments documents, ObjectMapper json) {
        this.examples = new Examples(documents);
        this.json = json.writerWithDefaultPrettyPrinter();
    }

    /**
     * Returns a page.
     *
     * @param language one of {@link sslorders.text.Languages#ALL}
     */
    Page of(ErrorType type, Locale language) {
        return pages.computeIfAbsent(new Key(type, language), this::render);
    }

    /** Returns the content security policy of every page, which allows only the style sheet in the page. */
    String policy() {
        String digest = Base64.getEncoder().encodeToString(Sha256.of(style));
        return "default-src 'none'; style-src 'sha256-" + digest + "'; img-src data:; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none'";
    }

    private Page render(Key key) {
        String html = Templates.problem(view(key.type(), key.language())).render();
        return new Page(html, HexFormat.of().formatHex(Sha256.of(html), 0, TAG_BYTES));
    }

    private HelpView view(ErrorType type, Locale language) {
        Problem example = examples.of(type, language);
        return new HelpView(
                language.toLanguageTag(),
                new RawString(style),
                type.title(language),
                String.valueOf(example.status()),
                String.valueOf(example.body().get("type")),
                QUESTIONS.stream()
                        .map(question -> new HelpView.Answer(
                                text(language, "label." + question),
                                parts(text(language, type.slug() + "." + question))))
                        .toList(),
                new HelpView.Labels(
                        text(language, "label.service"),
                        text(language, "label.status"),
                        text(language, "label.type"),
                        text(language, "label.example")),
                json(example));
    }

    private String text(Locale language, String key) {
        return texts.text(language, key, List.of());
    }

    /** Splits a text at its backticks, which enclose names of the API. */
    private static List<HelpView.Part> parts(String text) {
        String[] parts = text.split("`", -1);
        return IntStream.range(0, parts.length)
                .mapToObj(i -> new HelpView.Part(parts[i], i % 2 == 1))
                .toList();
    }

    private String json(Problem example) {
        try {
            return json.writeValueAsString(example.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) {
        try (InputStream file = HelpPages.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
