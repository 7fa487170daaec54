package sslorders.testing;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/** The service's clock in the tests. It stands still until it is set. */
@Singleton
public class SettableClock implements InstantSource {
    /** What it shows at the beginning of each test. */
    public static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    public void set(Instant instant) {
        now = instant;
    }
}
