package sslorders.ca.godaddy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An e-mail of an order's history. Its text, which may hold the certificate, is not bound.
 *
 * @param id null in a reply that is not what is documented
 * @param templateType what kind of mail it is; may be null
 * @param dateEntered ISO 8601, with or without an offset; may be null
 */
record Mail(Long id, String templateType, String dateEntered) {
    private static final Pattern MARK = Pattern.compile("(-?\\d{1,18}) (-?\\d{1,18})");

    /** Newest last; by the CA's own clock, and by the id where that is silent. */
    static final Comparator<Mail> BY_AGE = Comparator.comparing(Mail::entered).thenComparing(Mail::id);

    /** What tells, later, whether a newer mail has appeared. */
    String mark() {
        return entered().toEpochMilli() + " " + id;
    }

    /** Whether this mail is newer than the one of that mark; nothing if it is no mark. */
    Optional<Boolean> isNewerThan(String mark) {
        Matcher parts = MARK.matcher(mark);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int byTime = Long.compare(entered().toEpochMilli(), Long.parseLong(parts.group(1)));
        return Optional.of(byTime > 0 || byTime == 0 && id > Long.parseLong(parts.group(2)));
    }

    private Instant entered() {
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    dateEntered == null ? "" : dateEntered, Instant::from, LocalDateTime::from);
            return time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(time);
        } catch (DateTimeException unreadable) {
            return Instant.EPOCH;
        }
    }
}
