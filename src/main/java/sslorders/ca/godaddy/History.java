package sslorders.ca.godaddy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;
import sslorders.ca.Reply;

/** The mail history of an order, or the reason why it is unavailable. */
sealed interface History {

    /** Reads the history from a successful response. */
    static History of(Reply reply) {
        return reply.jsonList(Mail.class)
                .<History>map(entries -> new Read(
                        entries.stream().filter(Objects::nonNull).toList(),
                        entries.stream().anyMatch(Objects::isNull),
                        reply.date()))
                .orElseGet(() -> Unavailable.of(reply.unreadable()));
    }

    /**
     * A history that was read.
     *
     * @param mails the non-null entries
     * @param hasOthers whether the history contains null entries
     * @param date the time of the response by the CA's clock; empty if the CA did not send it
     */
    record Read(List<Mail> mails, boolean hasOthers, Optional<Instant> date) implements History {

        /** Returns the newest e-mail with one of the template types that went to the address. */
        Optional<Mail> newest(Set<String> templateTypes, String address) {
            return candidates(templateTypes).stream()
                    .filter(mail -> mail.isReadable() && mail.isTo(address).orElse(false))
                    .max(Mail.BY_AGE);
        }

        /** Returns whether there are e-mails with one of the template types. */
        boolean hasAny(Set<String> templateTypes) {
            return !candidates(templateTypes).isEmpty();
        }

        /** Returns whether an entry that may have one of the template types cannot be read. */
        boolean hasUnreadable(Set<String> templateTypes) {
            return hasOthers || candidates(templateTypes).stream().anyMatch(mail -> !mail.isReadable());
        }

        /** Returns the reconciliation token of a resend that is about to be requested. */
        ReconciliationToken token(Set<String> templateTypes) {
            return ReconciliationToken.of(candidates(templateTypes), date);
        }

        /** Returns the finding for the resend with the given token. An unreadable entry never counts as the requested e-mail. */
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

        /** Returns the e-mails that have one of the template types or no template type. */
        private List<Mail> candidates(Set<String> templateTypes) {
            return mails.stream()
                    .filter(mail -> mail.templateType() == null || templateTypes.contains(mail.templateType()))
                    .toList();
        }
    }

    /** A history that could not be read. No e-mail was sent. */
    record Unavailable(Outcome outcome) implements History {

        /**
         * Returns the result of a read failure. Reading has no side effect. Therefore, an unknown outcome counts as not executed.
         */
        static Unavailable of(Outcome outcome) {
            return new Unavailable(outcome.ofReading("e-mail history"));
        }
    }
}
