package sslorders.ca.godaddy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;
import sslorders.ca.Reply;

/** What became of reading an order's e-mails. */
sealed interface History {

    /** Reads the mails of a successful reply. */
    static History of(Reply reply) {
        return reply.jsonList(Mail.class)
                .<History>map(entries -> new Read(
                        entries.stream().filter(Objects::nonNull).toList(),
                        entries.stream().anyMatch(Objects::isNull),
                        reply.date()))
                .orElseGet(() -> Unread.because(reply.unreadable()));
    }

    /**
     * It was read.
     *
     * @param mails those that are there
     * @param hasOthers whether there are entries that are null, of which nothing is known
     * @param date the CA's clock when it was read; empty if the CA did not send it
     */
    record Read(List<Mail> mails, boolean hasOthers, Optional<Instant> date) implements History {

        /** The newest mail of one of these kinds that went to the address. */
        Optional<Mail> newest(Set<String> templateTypes, String address) {
            return candidates(templateTypes).stream()
                    .filter(mail -> mail.isReadable() && mail.isTo(address).orElse(false))
                    .max(Mail.BY_AGE);
        }

        /** Whether there are mails of one of these kinds. */
        boolean hasAny(Set<String> templateTypes) {
            return !candidates(templateTypes).isEmpty();
        }

        /** Whether an entry may be a mail of one of these kinds, and it cannot be determined whether, or to which address. */
        boolean hasUnreadable(Set<String> templateTypes) {
            return hasOthers || candidates(templateTypes).stream().anyMatch(mail -> !mail.isReadable());
        }

        /** The token by which a later history shows what became of a resend that is requested now. */
        ReconciliationToken token(Set<String> templateTypes) {
            return ReconciliationToken.of(candidates(templateTypes), date);
        }

        /** What became of the resend of that token. A mail that cannot be read is never the one that was requested. */
        Finding finding(Set<String> templateTypes, ReconciliationToken token, String recipient) {
            boolean isUnclear = hasOthers;
            boolean isOtherSent = false;
            boolean isAnyKnown = false;
            for (Mail mail : candidates(templateTypes)) {
                Optional<Boolean> isNew = token.isNew(mail);
                Optional<Boolean> isRequested = mail.templateType() == null
                        ? Optional.empty()
                        : isNew.filter(yes -> yes).flatMap(yes -> token.isRequested(mail, recipient));
                if (isNew.equals(Optional.of(false))) {
                    isAnyKnown |= mail.templateType() != null;
                } else if (isRequested.isEmpty()) {
                    isUnclear = true;
                } else if (isRequested.get()) {
                    return Finding.SENT;
                } else {
                    isOtherSent = true;
                }
            }
            if (isOtherSent) {
                return Finding.OTHER_SENT;
            }
            return isAnyKnown && !isUnclear ? Finding.NOT_SENT : Finding.UNCLEAR;
        }

        /** The mails of one of these kinds, and those whose kind is missing. */
        private List<Mail> candidates(Set<String> templateTypes) {
            return mails.stream()
                    .filter(mail -> mail.templateType() == null || templateTypes.contains(mail.templateType()))
                    .toList();
        }
    }

    /** It was not, and nothing has been sent. */
    record Unread(Outcome outcome) implements History {

        /** Whatever kept it from being read: to read sends nothing, so no doubt is left. */
        static Unread because(Outcome outcome) {
            return new Unread(outcome.ofReading("e-mail history"));
        }
    }
}
