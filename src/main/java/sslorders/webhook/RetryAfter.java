package sslorders.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sslorders.text.HttpDate;

/** Parses the {@code Retry-After} header of a receiver (RFC 9110, 10.2.3). */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /**
     * Returns the longest delay that the receiver requests; empty if it requests none. A header in neither of its two formats, or with a
     * date that has passed, requests none.
     *
     * @param headers the values of all {@code Retry-After} headers
     */
    static Optional<Duration> longest(List<String> headers, Instant now) {
        return headers.stream()
                .flatMap(header -> parse(header.strip(), now))
                .filter(Duration::isPositive)
                .max(Comparator.naturalOrder());
    }

    private static Stream<Duration> parse(String header, Instant now) {
        return SECONDS.matcher(header).matches()
                ? Stream.of(Duration.ofSeconds(Long.parseLong(header)))
                : HttpDate.parse(header).stream().map(time -> Duration.between(now, time));
    }
}
