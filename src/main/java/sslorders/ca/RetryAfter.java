package sslorders.ca;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a CA's {@code Retry-After} (RFC 9110, 10.2.3). */
public final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private RetryAfter() {}

    /**
     * How long the CA asks to be left alone, in either of the header's two forms; nothing for a missing header, for one
     * that cannot be read, and for a date that has passed.
     *
     * @param header the header's value, or null
     */
    public static Optional<Duration> parse(String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        return HttpDate.parse(text).map(date -> Duration.between(now, date)).filter(Duration::isPositive);
    }
}
