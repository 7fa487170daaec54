package sslorders.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes times in a person's language and time zone, as elements of HTML. The elements contain no text from other sources. */
final class Times {
    private final DateTimeFormatter date;
    private final DateTimeFormatter time;
    private final ZoneId zone;
    private final LocalDate today;

    Times(Locale locale, ZoneId zone, Instant now) {
        this.date = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
        this.time = DateTimeFormatter.ofPattern("HH:mm", locale);
        this.zone = zone;
        this.today = LocalDate.ofInstant(now, zone);
    }

    /** Returns the date without the time. */
    String date(Instant instant) {
        return element(instant, date.format(local(instant)));
    }

    /** Returns the time of day, preceded by the date unless the date is today. */
    String moment(Instant instant) {
        ZonedDateTime local = local(instant);
        String text =
                local.toLocalDate().equals(today) ? time.format(local) : date.format(local) + ", " + time.format(local);
        return element(instant, text);
    }

    /** Returns the time of day, rounded up to the minute, so that an action is possible at the time that is shown. */
    String from(Instant instant) {
        Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
        return moment(minute.equals(instant) ? instant : minute.plus(1, ChronoUnit.MINUTES));
    }

    private ZonedDateTime local(Instant instant) {
        return instant.atZone(zone);
    }

    private static String element(Instant instant, String text) {
        return "<time datetime=\"" + instant.truncatedTo(ChronoUnit.SECONDS) + "\">" + text + "</time>";
    }
}
