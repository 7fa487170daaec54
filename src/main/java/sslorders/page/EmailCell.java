package sslorders.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sslorders.resend.FulfillmentEmailView;
import sslorders.resend.ResendStatus;
import sslorders.resend.ResendView;

/**
 * The text and the button in a row that concern the order's fulfillment e-mail.
 *
 * @param texts the page's own sentences, with times as HTML elements
 * @param canSend whether there is a <em>Send</em> button
 * @param pollSeconds the delay in seconds until the row is read again; 0 for a row that does not change automatically
 */
public record EmailCell(List<String> texts, boolean canSend, int pollSeconds) {
    private static final int SOON_SECONDS = 2;
    private static final int LATER_SECONDS = 15;

    /** @param pausedUntil the end of the pause of the order's CA; empty if it is not paused */
    static EmailCell of(
            FulfillmentEmailView email, Optional<Instant> pausedUntil, Messages texts, Times times, Instant now) {
        List<String> sentences = new ArrayList<>();
        ResendView last = email.lastResend();
        boolean hasTime = last != null && addLast(email, last, pausedUntil, sentences, texts, times, now);
        int poll = last == null ? 0 : pollSeconds(last, now);
        if (poll == 0 && !email.resendable()) {
            if (email.nextResendAt() == null) {
                sentences.add(Texts.reason(email.reason(), texts));
            } else if (!hasTime) {
                sentences.add(texts.limited(times.from(email.nextResendAt())));
            }
        }
        return new EmailCell(List.copyOf(sentences), email.resendable() && poll == 0, poll);
    }

    /** Returns the sentences without HTML elements, for a screen reader. */
    String plain() {
        return String.join(" ", texts).replaceAll("<[^>]*>", "");
    }

    /** Adds sentences about the newest resend. Returns whether they show when the next resend is possible. */
    private static boolean addLast(
            FulfillmentEmailView email,
            ResendView last,
            Optional<Instant> pausedUntil,
            List<String> sentences,
            Messages texts,
            Times times,
            Instant now) {
        String ended = times.moment(last.settledAt() == null ? last.requestedAt() : last.settledAt());
        boolean mustWait = email.nextResendAt() != null;
        switch (last.status()) {
            case PENDING ->
                sentences.add(pausedUntil
                        .map(end -> texts.waitingForPause(times.from(end)))
                        .orElseGet(() -> last.nextAttemptAt() != null
                                        && last.nextAttemptAt().isAfter(now)
                                ? texts.waiting(times.moment(last.nextAttemptAt()))
                                : texts.relaying()));
            case RELAYING -> sentences.add(texts.relaying());
            case ACCEPTED ->
                sentences.add(mustWait ? texts.sentAgain(ended, times.from(email.nextResendAt())) : texts.sent(ended));
            case REJECTED -> {
                sentences.add(
                        last.resolution() == null
                                ? texts.refused(ended)
                                : texts.notSentAt(times.moment(last.requestedAt())));
                return false;
            }
            case CANCELLED -> {
                sentences.add(texts.cancelledAt(ended));
                return false;
            }
            case GAVE_UP -> {
                sentences.add(texts.gaveUp(times.moment(last.requestedAt())));
                return false;
            }
            case UNKNOWN -> {
                String requested = times.moment(last.requestedAt());
                sentences.add(
                        last.settledAt() == null ? texts.unknownChecking(requested) : texts.unknownFinal(requested));
                if (mustWait && last.settledAt() != null) {
                    sentences.add(texts.again(times.from(email.nextResendAt())));
                }
            }
        }
        return true;
    }

    private static int pollSeconds(ResendView last, Instant now) {
        if (last.settledAt() != null) {
            return 0;
        }
        boolean isSoon = last.status() == ResendStatus.RELAYING
                || last.status() == ResendStatus.PENDING
                        && (last.nextAttemptAt() == null
                                || last.nextAttemptAt().isBefore(now.plus(Duration.ofMinutes(1))));
        return isSoon ? SOON_SECONDS : LATER_SECONDS;
    }
}
