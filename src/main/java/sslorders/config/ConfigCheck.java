package sslorders.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Refuses to start on a value that cannot work. The converters of this package check single values as they are read, and
 * SmallRye Config reports all wrong ones together. Checks of several keys throw {@link ConfigurationException} with the key.
 * Quarkus prints both without a stack trace.
 */
public final class ConfigCheck {
    private ConfigCheck() {}

    /** Names both keys: either may be the one to change. */
    public static Duration notShorter(String key, Duration value, String other, Duration least) {
        if (value.compareTo(least) < 0) {
            throw wrong(key, "must not be shorter than " + other + " (" + least + ")");
        }
        return value;
    }

    public static ConfigurationException wrong(String key, String problem) {
        return new ConfigurationException(key + ": " + problem, Set.of(key));
    }

    /**
     * Returns a value that a converter has read; null for an empty text, which means that the key is not set.
     *
     * @throws IllegalArgumentException if it is not possible; SmallRye Config adds the key
     */
    static <T> T possible(T value, Predicate<T> isPossible, String rule) {
        if (value != null && !isPossible.test(value)) {
            throw new IllegalArgumentException(rule);
        }
        return value;
    }

    /** Null for an empty text. */
    static <T> T number(String text, Function<String, T> parser) {
        return text.isBlank() ? null : parser.apply(text.strip());
    }
}
