package sslorders.ca.godaddy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of the mail history immediately before a resend was requested. Reconciliation finds new e-mails by comparison with this
 * state. The text form is {@code <milliseconds> <id> <milliseconds or ->}. Release 1.0.0 wrote only the first two parts and cannot
 * read this form. Therefore, its reconciliation is inconclusive.
 *
 * @param newestTime the latest time of a fulfillment e-mail; the epoch if no time was valid
 * @param newestId the highest ID of a fulfillment e-mail
 * @param requestedAt the time of the request by the CA's clock; empty if the CA did not send it
 * @param isOfOneMail whether time and ID belong to the same e-mail, as in tokens of release 1.0.0
 */
record ReconciliationToken(Instant newestTime, long newestId, Optional<Instant> requestedAt, boolean isOfOneMail) {
    private static final Pattern FORM = Pattern.compile("(-?\\d{1,15}) (-?\\d{1,19})( (-|\\d{1,15}))?");

    /** The maximum plausible delay of an e-mail after the request; a later time is ignored. Equals the default retry period. */
    private static final Duration LATEST = Duration.ofDays(1);

    /**
     * Returns the token of a resend that is about to be requested.
     *
     * @param mails the fulfillment e-mails; at least one of them has an ID
     * @param requestedAt the time of the request by the CA's clock
     */
    static ReconciliationToken of(List<Mail> mails, Optional<Instant> requestedAt) {
        ReconciliationToken none = new ReconciliationToken(Instant.EPOCH, 0, requestedAt, false);
        Instant time = mails.stream()
                .flatMap(mail -> none.time(mail).stream())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        long id = mails.stream()
                .filter(mail -> mail.id() != null)
                .mapToLong(Mail::id)
                .max()
                .orElse(Long.MAX_VALUE);
        return new ReconciliationToken(time, id, requestedAt, false);
    }

    /** Parses a token of this release or of release 1.0.0; empty for any other text. */
    static Optional<ReconciliationToken> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReconciliationToken(
                    Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                    Long.parseLong(parts.group(2)),
                    Optional.ofNullable(parts.group(4))
                            .filter(part -> !part.equals("-"))
                            .map(Long::parseLong)
                            .map(Instant::ofEpochMilli),
                    parts.group(3) == null));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    String text() {
        return newestTime.toEpochMilli() + " " + newestId + " "
                + requestedAt.map(time -> String.valueOf(time.toEpochMilli())).orElse("-");
    }

    /** Returns whether the e-mail was added to the history after the request; empty if that cannot be determined. */
    Optional<Boolean> isNew(Mail mail) {
        Optional<Instant> time = time(mail);
        Optional<Boolean> laterById = Optional.ofNullable(mail.id()).map(id -> id > newestId);
        if (isOfOneMail) {
            // Compare the time, with the ID as the tie-breaker. Release 1.0.0 wrote 0 for an invalid time.
            return time.filter(later -> newestTime.isAfter(Instant.EPOCH))
                    .map(later -> later.compareTo(newestTime))
                    .filter(order -> order != 0)
                    .map(order -> order > 0)
                    .or(() -> laterById.filter(later -> !later || time.isPresent()));
        }
        return time.filter(newestTime::isBefore).isPresent()
                ? Optional.of(true)
                : laterById.or(() -> time.map(earlier -> false));
    }

    /**
     * Returns whether a new e-mail is the requested e-mail: it was sent to the address, and not before the request. Empty if the time
     * or the recipients of the e-mail cannot be parsed.
     */
    Optional<Boolean> isRequested(Mail mail, String address) {
        Instant earliest = requestedAt.orElse(newestTime);
        return time(mail).flatMap(time -> mail.isTo(address).map(isTo -> isTo && !time.isBefore(earliest)));
    }

    /** Returns the time of an e-mail; empty if it cannot be parsed or is implausibly late. */
    private Optional<Instant> time(Mail mail) {
        return mail.entered()
                .map(time -> time.truncatedTo(ChronoUnit.MILLIS))
                .filter(time -> requestedAt
                        .filter(request -> time.isAfter(request.plus(LATEST)))
                        .isEmpty());
    }
}
