package sslorders.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of one purpose in all {@link Languages}. Each language has a UTF-8 file with the same keys. In a text, {@code {0}} is the
 * first value and {@code {1}} the second. Immutable.
 */
public final class TextBundle {
    private static final Pattern PARAMETER = Pattern.compile("\\{([0-9])}");

    private final Map<Locale, Map<String, Template>> languages = new HashMap<>();

    private TextBundle(String name) {
        Languages.ALL.forEach(language -> languages.put(language, read(name, language)));
    }

    /**
     * Reads the files {@code messages/<name>_<language>.properties}.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public static TextBundle of(String name) {
        return new TextBundle(name);
    }

    /**
     * Returns a text.
     *
     * @param language one of {@link Languages#ALL}
     * @param values the values of the parameters; a value that contains braces is not interpreted
     * @throws IllegalArgumentException if the language or the key does not exist
     */
    public String text(Locale language, String key, List<?> values) {
        Template template = languages.getOrDefault(language, Map.of()).get(key);
        if (template == null) {
            throw new IllegalArgumentException("no text " + key + " in " + language);
        }
        return template.with(values);
    }

    private static Map<String, Template> read(String name, Locale language) {
        String file = "/messages/" + name + "_" + language.toLanguageTag() + ".properties";
        Properties texts = new Properties();
        try (InputStream bytes = TextBundle.class.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IOException("missing file " + file);
            }
            texts.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Template> templates = new HashMap<>();
        texts.stringPropertyNames().forEach(key -> templates.put(key, Template.of(texts.getProperty(key))));
        return templates;
    }

    /**
     * A parsed text.
     *
     * @param parts the literal parts; between two of them is a parameter
     * @param parameters the indexes of the values
     */
    private record Template(List<String> parts, List<Integer> parameters) {
        static Template of(String text) {
            List<String> parts = new ArrayList<>();
            List<Integer> parameters = new ArrayList<>();
            int end = 0;
            Matcher matcher = PARAMETER.matcher(text);
            for (MatchResult found : matcher.results().toList()) {
                parts.add(text.substring(end, found.start()));
                parameters.add(Integer.valueOf(found.group(1)));
                end = found.end();
            }
            parts.add(text.substring(end));
            return new Template(List.copyOf(parts), List.copyOf(parameters));
        }

        String with(List<?> values) {
            if (parameters.isEmpty()) {
                return parts.getFirst();
            }
            StringBuilder text = new StringBuilder(parts.getFirst());
            for (int i = 0; i < parameters.size(); i++) {
                text.append(values.get(parameters.get(i))).append(parts.get(i + 1));
            }
            return text.toString();
        }
    }
}
