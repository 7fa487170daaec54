package sslorders.admission;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Set;

/** Refuses to start on a number that could not work. Quarkus prints such a message without a stack trace. */
final class AdmissionCheck {
    private AdmissionCheck() {}

    static int atLeastOne(String key, int value) {
        if (value < 1) {
            throw wrong(key, "must be at least 1");
        }
        return value;
    }

    static long atLeastOne(String key, long value) {
        if (value < 1) {
            throw wrong(key, "must be at least 1");
        }
        return value;
    }

    static Duration positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw wrong(key, "must be positive");
        }
        return value;
    }

    /** A share of a whole, at least 1. */
    static int part(String key, double share, int whole) {
        if (!(share > 0 && share <= 1)) {
            throw wrong(key, "must be more than 0 and at most 1");
        }
        return Math.max(1, (int) (share * whole));
    }

    private static ConfigurationException wrong(String key, String problem) {
        String name = "ssl-orders.admission." + key;
        return new ConfigurationException(name + ": " + problem, Set.of(name));
    }
}
