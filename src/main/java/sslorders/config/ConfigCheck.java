package sslorders.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Set;

/**
 * Refuses to start on a number that cannot work. Each method returns the value, or throws {@link ConfigurationException} with
 * the key; Quarkus prints its message without a stack trace.
 */
public final class ConfigCheck {
    private ConfigCheck() {}

    public static int atLeastOne(String key, int value) {
        return (int) atLeastOne(key, (long) value);
    }

    public static long atLeastOne(String key, long value) {
        if (value < 1) {
            throw wrong(key, "must be at least 1");
        }
        return value;
    }

    public static Duration positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw wrong(key, "must be positive");
        }
        return value;
    }

    public static Duration notNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw wrong(key, "must not be negative");
        }
        return value;
    }

    /** Names both keys: either may be the one to change. */
    public static Duration notShorter(String key, Duration value, String other, Duration least) {
        if (value.compareTo(least) < 0) {
            throw wrong(key, "must not be shorter than " + other + ", " + least);
        }
        return value;
    }

    public static double ratio(String key, double value) {
        if (!(value > 0 && value <= 1)) {
            throw wrong(key, "must be more than 0 and at most 1");
        }
        return value;
    }

    /** A configured ratio of a whole, at least 1. */
    public static int share(String key, double ratio, int whole) {
        return Math.max(1, (int) (ratio(key, ratio) * whole));
    }

    public static ConfigurationException wrong(String key, String problem) {
        return new ConfigurationException(key + ": " + problem, Set.of(key));
    }
}
