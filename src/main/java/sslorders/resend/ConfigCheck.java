package sslorders.resend;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Set;

/** Refuses to start on a number that could not work. Quarkus prints such a message without a stack trace. */
final class ConfigCheck {

    private ConfigCheck() {}

    static int atLeastOne(String key, int value) {
        if (value < 1) {
            throw new ConfigurationException(key + ": must be at least 1", Set.of(key));
        }
        return value;
    }

    static Duration positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new ConfigurationException(key + ": must be longer than nothing", Set.of(key));
        }
        return value;
    }

    /** Names both keys: either may be the one to change. */
    static Duration notShorter(String key, Duration value, String other, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new ConfigurationException(key + ": must not be shorter than " + other + ", " + least, Set.of(key));
        }
        return value;
    }
}
