package sslorders.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Stops the startup on invalid configuration. The converters of this package validate single values as they are read, and
 * SmallRye Config reports all invalid values together. Checks that compare several keys throw {@link ConfigurationException}
 * with the key. Quarkus prints both kinds of errors without a stack trace.
 */
public final class ConfigCheck {
    private ConfigCheck() {}

    /**
     * Returns the value if it is not shorter than the minimum.
     *
     * @param other the key that determines the minimum; the message contains both keys, since the operator can change either
     *     one
     * @throws ConfigurationException if the value is shorter
     */
    public static Duration notShorter(String key, Duration value, String other, Duration least) {
        if (value.compareTo(least) < 0) {
            throw wrong(key, "must not be shorter than " + other + " (" + least + ")");
        }
        return value;
    }

    /** Returns the exception for an invalid value of a key. */
    public static ConfigurationException wrong(String key, String problem) {
        return new ConfigurationException(key + ": " + problem, Set.of(key));
    }

    /**
     * Returns the value if it is valid or null. Null means that the configured text is empty, so the key counts as not set.
     *
     * @param rule the message for an invalid value
     * @throws IllegalArgumentException if the value is invalid; SmallRye Config adds the key
     */
    static <T> T valid(T value, Predicate<T> isValid, String rule) {
        if (value != null && !isValid.test(value)) {
            throw new IllegalArgumentException(rule);
        }
        return value;
    }

    /** Returns the parsed number; null for a blank text. */
    static <T> T number(String text, Function<String, T> parser) {
        return text.isBlank() ? null : parser.apply(text.strip());
    }
}
