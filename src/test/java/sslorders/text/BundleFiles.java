package sslorders.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the files of a {@link TextBundle} as they are in the repository, and compares their languages. */
public final class BundleFiles {
    /** Parameters, names of the API between backticks, and names of members, headers and values that no language translates. */
    private static final Pattern FIXED =
            Pattern.compile("\\{\\d}|`[^`]*`|\\b(?:application/json|[a-z]+[A-Z][A-Za-z]+|errors"
                    + "|If-Match|If-None-Match|ETag|Accept|Host|Content-Type|Transfer-Encoding|chunked|Idempotency-Key"
                    + "|Authorization|Bearer|RFC 3339|2026-01-31T12:00:00Z|admin@example.com|ASCII|JSON|gzip|null)\\b");

    private BundleFiles() {}

    /** Returns the texts by key. Each key must occur once in the file. */
    public static Map<String, String> read(String name, String language) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (String line : Files.readAllLines(
                Path.of("src", "main", "resources", "messages", name + "_" + language + ".properties"))) {
            String[] text = line.split("=", 2);
            assertThat(texts.put(text[0], text[1])).as(text[0] + " occurs once").isNull();
        }
        return texts;
    }

    /** Checks that a language has the keys of English, and each text the same parameters and names of the API. */
    public static void assertComplete(String name, String language) throws IOException {
        Map<String, String> english = read(name, "en");
        Map<String, String> texts = read(name, language);

        assertThat(texts.keySet()).isEqualTo(english.keySet());
        texts.forEach((key, text) -> {
            assertThat(text).as(key).isNotBlank().isEqualTo(text.strip());
            assertThat(fixed(text)).as(key).isEqualTo(fixed(english.get(key)));
            assertThat(text.endsWith(".")).as(key).isEqualTo(english.get(key).endsWith("."));
        });
    }

    private static List<String> fixed(String text) {
        return FIXED.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }
}
