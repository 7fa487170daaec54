package sslorders.ca.azure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sslorders.ca.CaTime;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;
import sslorders.ca.Reply;

/** The mail history of an order, or the reason why it is unavailable. */
sealed interface EmailHistory {

    /** Reads the history from a successful response. */
    static EmailHistory of(Reply reply) {
        return reply.jsonList(AzureApi.SentEmail.class)
                .<EmailHistory>map(entries -> {
                    List<Email> emails = entries.stream()
                            .flatMap(entry -> Email.of(entry).stream())
                            .toList();
                    return new Read(emails, emails.size() < entries.size(), reply.date());
                })
                .orElseGet(() -> Unavailable.of(reply.unreadable()));
    }

    /** An e-mail of the history. */
    record Email(String address, Instant time) {

        /** Parses an entry; empty if a value is absent or invalid. */
        static Optional<Email> of(AzureApi.SentEmail entry) {
            return Optional.ofNullable(entry)
                    .filter(email -> email.emailId() != null && !email.emailId().isBlank())
                    .flatMap(email -> CaTime.parse(email.timeStamp())
                            .map(time -> new Email(email.emailId().strip(), time.truncatedTo(ChronoUnit.MILLIS))));
        }

        boolean isTo(String recipient) {
            return address.equalsIgnoreCase(recipient);
        }
    }

    /**
     * A history that was read.
     *
     * @param emails the valid entries
     * @param hasUnreadable whether there are invalid entries
     * @param date the time of the response by the CA's clock; empty if the CA did not send it
     */
    record Read(List<Email> emails, boolean hasUnreadable, Optional<Instant> date) implements EmailHistory {
        private static final Pattern TOKEN = Pattern.compile("(\\d{1,15}) (-|\\d{1,15})");

        /** The maximum plausible delay of an e-mail after the request. An e-mail with a later time is ignored. */
        private static final Duration LATEST = Duration.ofDays(1);

        Optional<Email> newest() {
            return emails.stream().max(Comparator.comparing(Email::time));
        }

        /**
         * Returns the reconciliation token of a resend that is about to be requested: the time of the newest e-mail and the time by
         * the CA's clock, both in milliseconds.
         */
        String token() {
            long newest = newest().map(email -> email.time().toEpochMilli()).orElse(0L);
            return newest + " "
                    + date.map(time -> String.valueOf(time.toEpochMilli())).orElse("-");
        }

        /** Returns the finding for the resend with the given token. An invalid entry never counts as the requested e-mail. */
        Finding finding(String token, String recipient) {
            Matcher parts = TOKEN.matcher(token);
            if (!parts.matches()) {
                return Finding.UNCLEAR;
            }
            Instant newestBefore = Instant.ofEpochMilli(Long.parseLong(parts.group(1)));
            Instant request =
                    parts.group(2).equals("-") ? newestBefore : Instant.ofEpochMilli(Long.parseLong(parts.group(2)));
            List<Email> later = emails.stream()
                    .filter(email -> email.time().isAfter(newestBefore))
                    .toList();
            List<Email> credible = later.stream()
                    .filter(email -> !email.time().isAfter(request.plus(LATEST)))
                    .toList();
            if (credible.stream()
                    .anyMatch(email -> email.isTo(recipient) && !email.time().isBefore(request))) {
                return Finding.SENT;
            }
            if (!credible.isEmpty()) {
                return Finding.OTHER_SENT;
            }
            return hasUnreadable || emails.isEmpty() || !later.isEmpty() ? Finding.UNCLEAR : Finding.NOT_SENT;
        }
    }

    /** A history that could not be read. No e-mail was sent. */
    record Unavailable(Outcome outcome) implements EmailHistory {

        /**
         * Returns the result of a read failure. Reading has no side effect. Therefore, an unknown outcome counts as not executed.
         */
        static Unavailable of(Outcome outcome) {
            return new Unavailable(outcome.ofReading("e-mail history"));
        }
    }
}
