package sslorders.testing;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of the service in tests. Its time changes only when a test sets it. */
@Singleton
public class SettableClock implements InstantSource {
    /** The time at the start of each test. */
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
