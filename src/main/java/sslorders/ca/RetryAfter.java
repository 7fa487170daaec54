package sslorders.ca;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.text.HttpDate;

/** Parses the {@code Retry-After} header of a CA (RFC 9110, 10.2.3). */
public final class RetryAfter {
    /**
     * The result for a header that is invalid or exceeds {@value #MAX_SECONDS} seconds. The caller then waits for its maximum
     * delay.
     */
    public static final Duration UNREADABLE = ChronoUnit.FOREVER.getDuration();

    private static final int MAX_SECONDS = 999_999;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private RetryAfter() {}

    /**
     * Returns the longest delay that the CA requests; empty if it requests none.
     *
     * @param headers the values of all {@code Retry-After} headers
     */
    static Optional<Duration> longest(List<String> headers, Instant now) {
        return headers.stream().flatMap(header -> parse(header, now).stream()).max(Comparator.naturalOrder());
    }

    /**
     * Returns the delay of a header in either of its two formats. The result is empty if the header is absent or its date has
     * passed, and {@link #UNREADABLE} if the header has neither format.
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

    /** Returns the delay for a number of seconds in a body; {@link #UNREADABLE} if it is out of range. */
    public static Duration ofSeconds(int seconds) {
        return seconds < 0 || seconds > MAX_SECONDS ? UNREADABLE : Duration.ofSeconds(seconds);
    }
}
