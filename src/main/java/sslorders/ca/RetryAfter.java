package sslorders.ca;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a CA's {@code Retry-After} (RFC 9110, 10.2.3). */
public final class RetryAfter {
    /** A wish that cannot be read, or is beyond {@value #MOST_SECONDS} seconds: the caller waits for as long as it ever does. */
    public static final Duration UNREADABLE = ChronoUnit.FOREVER.getDuration();

    private static final int MOST_SECONDS = 999_999;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private RetryAfter() {}

    /**
     * Returns the longest of the waits that the CA asks for; empty if it asks for none.
     *
     * @param headers the values of all headers of that name
     */
    static Optional<Duration> longest(List<String> headers, Instant now) {
        return headers.stream().flatMap(header -> parse(header, now).stream()).max(Comparator.naturalOrder());
    }

    /**
     * Returns how long the CA asks to wait, in either of the header's two forms: empty if the header is absent or its date has
     * passed, and {@link #UNREADABLE} for everything else.
     *
     * @param header the header's value, or null
     */
    static Optional<Duration> parse(String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        Optional<Instant> date = HttpDate.parse(text);
        return date.isEmpty()
                ? Optional.of(UNREADABLE)
                : date.map(time -> Duration.between(now, time)).filter(Duration::isPositive);
    }

    /** The same for a number of seconds in a body. */
    public static Duration ofSeconds(int seconds) {
        return seconds < 0 || seconds > MOST_SECONDS ? UNREADABLE : Duration.ofSeconds(seconds);
    }
}
