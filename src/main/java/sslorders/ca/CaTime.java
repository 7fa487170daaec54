package sslorders.ca;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Parses a time in a CA's response, in all ISO 8601 variants that CAs use. */
public final class CaTime {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    /** The accepted range: no certificate is older, and later times do not fit into the form of a reconciliation token. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private CaTime() {}

    /**
     * Returns the time, in UTC if the text has no offset; empty if the text is null or cannot be parsed.
     *
     * @param text the value in the response, or null
     */
    public static Optional<Instant> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            TemporalAccessor time = FORM.parseBest(text.strip(), Instant::from, LocalDateTime::from);
            return Optional.of(
                            time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(time))
                    .filter(instant -> instant.isAfter(EARLIEST) && instant.isBefore(LATEST));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
