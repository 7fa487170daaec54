package sslorders.order;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Parses times of requests (RFC 3339, 5.6). Seconds and an offset are required. */
public final class Rfc3339 {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    /** The upper bound. The list sorts orders without an expiry after all times below this bound. */
    private static final Instant UPPER_BOUND = Instant.parse("9999-01-01T00:00:00Z");

    private Rfc3339() {}

    /** Returns the time, truncated to microseconds, the resolution of the database; empty if it is invalid or out of range. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(FORM.parse(text, Instant::from).truncatedTo(ChronoUnit.MICROS))
                    .filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(UPPER_BOUND));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
