package sslorders.ca;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the date of an HTTP header (RFC 9110, 5.6.7). */
final class HttpDate {

    private HttpDate() {}

    /**
     * Returns the time of an IMF-fixdate; empty for a missing header and for a value in another form.
     *
     * @param header the header's value, or null
     */
    static Optional<Instant> parse(String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip(), Instant::from));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
