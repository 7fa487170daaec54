package sslorders.ca.godaddy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import sslorders.ca.Outcome;

/** What became of reading an order's e-mails. */
sealed interface History {

    /** It was read. */
    record Read(List<Mail> mails) implements History {

        /** The newest mail of one of these kinds. */
        Optional<Mail> newest(Set<String> templateTypes) {
            return mails.stream()
                    .filter(mail -> mail.id() != null && templateTypes.contains(String.valueOf(mail.templateType())))
                    .max(Mail.BY_AGE);
        }
    }

    /** It was not, and nothing has been sent. */
    record Unread(Outcome outcome) implements History {

        /** Whatever kept it from being read: to read sends nothing, so no doubt is left. */
        static Unread because(Outcome outcome) {
            return new Unread(
                    outcome instanceof Outcome.Unknown unknown
                            ? new Outcome.NotExecuted("e-mail history, " + unknown.cause(), Optional.empty())
                            : outcome);
        }
    }
}
