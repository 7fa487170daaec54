package sslorders.resend;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import sslorders.account.AccountId;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.Outcome;
import sslorders.log.LogIds;
import sslorders.order.OrderId;

/**
 * One request to send an order's fulfillment e-mail again: what was requested, which never changes, and the state of its
 * delivery to the CA. Immutable.
 *
 * @param id a UUID of version 7, so that ids are ordered by time
 */
record Resend(UUID id, Requested requested, ResendState state) {

    /**
     * What was requested, and what the order had at that time: a later capture changes the order only.
     *
     * @param account the account's id, not validated again, since an earlier release may have stored it
     * @param order the order's id, likewise
     * @param by the token's subject
     * @param actor the party that the subject acts through, if the token names one
     * @param reference the client's own reference of the request
     */
    record Requested(
            String account,
            String order,
            String certificateAuthority,
            String caOrderId,
            String certificateType,
            String recipient,
            Instant at,
            String by,
            Optional<String> actor,
            Optional<String> reference) {}

    /** The same resend in another state. */
    Resend in(ResendState next) {
        return new Resend(id, requested, next);
    }

    boolean isOf(AccountId account, OrderId order) {
        return requested.account().equals(account.value()) && requested.order().equals(order.value());
    }

    ResendStatus status() {
        return state.status();
    }

    /** When the relay has to process it next; empty once it is final. */
    Optional<Instant> dueAt() {
        return state.dueAt();
    }

    /** How many attempts have begun; the number of the newest. */
    int attempts() {
        return state.attempts();
    }

    String certificateAuthority() {
        return requested.certificateAuthority();
    }

    /** Why the CA rejected it; {@code OTHER} unless the reason is one that this release has. */
    Outcome.Reason rejectionReason() {
        return state.answer().reason().orElse(Outcome.Reason.OTHER);
    }

    /** The MDC entries of its log records. */
    Map<String, String> logIds() {
        return LogIds.ofResend(requested.account(), requested.order(), id.toString());
    }

    /** The request to the CA. */
    CertificateAuthority.Request toCaRequest() {
        return new CertificateAuthority.Request(
                id, requested.caOrderId(), requested.certificateType(), requested.recipient());
    }

    ResendView view() {
        return view(null);
    }

    /**
     * The resend as the API shows it.
     *
     * @param attemptViews its attempts, oldest first; null where they are not shown
     */
    ResendView view(List<AttemptView> attemptViews) {
        return new ResendView(
                id,
                requested.order(),
                state.status(),
                requested.recipient(),
                requested.certificateAuthority(),
                requested.at(),
                requested.by(),
                requested.actor().orElse(null),
                requested.reference().orElse(null),
                state.mayHaveBeenSent() ? state.recipientCheck().orElse(null) : null,
                state.status() == ResendStatus.PENDING ? state.dueAt().orElse(null) : null,
                state.settledAt().orElse(null),
                state.answer().reference().orElse(null),
                state.answer().code().orElse(null),
                attemptViews);
    }
}
