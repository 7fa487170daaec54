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

/** What became of reading the e-mails that the CA has sent for an order. */
sealed interface EmailHistory {

    /** Reads the e-mails of a successful reply. */
    static EmailHistory of(Reply reply) {
        return reply.jsonList(AzureApi.SentEmail.class)
                .<EmailHistory>map(entries -> {
                    List<Email> emails = entries.stream()
                            .flatMap(entry -> Email.of(entry).stream())
                            .toList();
                    return new Read(emails, emails.size() < entries.size(), reply.date());
                })
                .orElseGet(() -> Unread.because(reply.unreadable()));
    }

    /** One e-mail. */
    record Email(String address, Instant time) {

        /** Empty if a value is absent or cannot be read. */
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
     * It was read.
     *
     * @param emails those that can be read
     * @param hasUnreadable whether there are others
     * @param date the CA's clock when it was read; empty if the CA did not send it
     */
    record Read(List<Email> emails, boolean hasUnreadable, Optional<Instant> date) implements EmailHistory {
        private static final Pattern TOKEN = Pattern.compile("(\\d{1,15}) (-|\\d{1,15})");

        /** A time that is later than this after the request is not believed. */
        private static final Duration LATEST = Duration.ofDays(1);

        Optional<Email> newest() {
            return emails.stream().max(Comparator.comparing(Email::time));
        }

        /**
         * The token by which a later history shows what became of a resend that is requested now: the time of the newest e-mail,
         * and the CA's clock, both in milliseconds.
         */
        String token() {
            long newest = newest().map(email -> email.time().toEpochMilli()).orElse(0L);
            return newest + " "
                    + date.map(time -> String.valueOf(time.toEpochMilli())).orElse("-");
        }

        /** What became of the resend of that token. An e-mail that cannot be read is never the one that was requested. */
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

    /** It was not, and nothing has been sent. */
    record Unread(Outcome outcome) implements EmailHistory {

        /** Reading sends nothing, so an unknown outcome of it is none of the resend. */
        static Unread because(Outcome outcome) {
            return new Unread(outcome.ofReading("e-mail history"));
        }
    }
}
