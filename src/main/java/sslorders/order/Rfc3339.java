package sslorders.order;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as clients send them (RFC 3339, 5.6): seconds and an offset are required. */
final class Rfc3339 {
    /** What is said of a text that is none. */
    static final String WANTED = "must be an RFC 3339 time from 1970 to 9998, such as 2026-01-31T12:00:00Z";

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    /** The list sorts an order without expiry as if it expired at the end of this year. */
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private Rfc3339() {}

    /** The time, in microseconds, as the database keeps it; nothing if it is none or out of range. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(FORM.parse(text, Instant::from).truncatedTo(ChronoUnit.MICROS))
                    .filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(END_OF_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
