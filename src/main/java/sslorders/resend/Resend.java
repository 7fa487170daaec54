package sslorders.resend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import sslorders.account.AccountId;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.Outcome;
import sslorders.log.LogIds;
import sslorders.order.OrderId;

/**
 * A request to send an order's fulfillment e-mail again, and the state of its delivery to the CA. Immutable.
 *
 * @param id a version 7 UUID, so that IDs are ordered by time
 * @param requested the request, which never changes
 */
record Resend(UUID id, Requested requested, ResendState state) {
    /** The pattern of the text form of an ID. */
    static final Pattern ID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The interval at which a client should poll a resend during a call. */
    private static final Duration CALL = Duration.ofSeconds(2);

    /**
     * The request, with the data of the order at that time. A later capture changes only the order.
     *
     * @param account the account's ID; not validated again, because an earlier release with other rules may have stored it
     * @param order the order's ID; not validated again, for the same reason
     * @param by the token's subject
     * @param actor the party that sent the request on behalf of the subject, if the token names one
     * @param reference the client's own reference for the request
     * @param bySupport whether a support agent sent the request on behalf of the account
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
            Optional<String> reference,
            boolean bySupport) {}

    /** Returns a copy of the resend with another state. */
    Resend withState(ResendState next) {
        return new Resend(id, requested, next);
    }

    /** Parses the text form of an ID; empty if it is malformed. */
    static Optional<UUID> parseId(String text) {
        return ID_FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    boolean belongsTo(AccountId account, OrderId order) {
        return requested.account().equals(account.value()) && requested.order().equals(order.value());
    }

    ResendStatus status() {
        return state.status();
    }

    /** Returns the time at which the relay processes the resend next; empty if the resend is final. */
    Optional<Instant> dueAt() {
        return state.dueAt();
    }

    /**
     * Returns the time after which the resend may have changed, for {@code Retry-After}; empty if the resend is final. The end of a
     * call is not known in advance, but most calls take a few seconds.
     */
    Optional<Duration> changesAfter(Instant now) {
        return dueAt().map(due -> status() == ResendStatus.RELAYING ? CALL : Duration.between(now, due));
    }

    /** Returns the start of the retry period: the time of the request, plus the time for which the resend waited for a paused CA. */
    Instant retryPeriodStart() {
        return state.retryPeriodStart().orElse(requested.at());
    }

    /** Returns the number of attempts that have begun, which is also the number of the newest attempt. */
    int attempts() {
        return state.attempts();
    }

    String certificateAuthority() {
        return requested.certificateAuthority();
    }

    /** Returns the reason for the CA's rejection; {@code OTHER} if this release does not define the stored reason. */
    Outcome.Reason rejectionReason() {
        return state.answer().reason().orElse(Outcome.Reason.OTHER);
    }

    /** Returns whether support found that the CA sent no e-mail. */
    boolean isResolvedAsNotSent() {
        return state.intervention()
                .filter(end -> end.kind() == Intervention.Kind.NOT_SENT)
                .isPresent();
    }

    /** Returns the reason in the API; empty unless the status is {@code rejected}. */
    private Optional<String> rejectionReasonName() {
        if (state.status() != ResendStatus.REJECTED) {
            return Optional.empty();
        }
        return Optional.of(
                isResolvedAsNotSent()
                        ? Intervention.Kind.NOT_SENT.wireName()
                        : rejectionReason().wireName());
    }

    /** Returns the MDC entries for log records about this resend. */
    Map<String, String> logIds() {
        return LogIds.ofResend(requested.account(), requested.order(), id.toString());
    }

    /** Returns the request to the CA. */
    CertificateAuthority.Request toCaRequest() {
        return new CertificateAuthority.Request(
                id, requested.caOrderId(), requested.certificateType(), requested.recipient());
    }

    ResendView view() {
        return view(null);
    }

    /**
     * Returns the representation of the resend in the API.
     *
     * @param attemptViews the attempts of the resend, oldest first; null to omit them
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
                requested.bySupport() ? true : null,
                state.mayHaveBeenSent() ? state.recipientCheck().orElse(null) : null,
                state.status() == ResendStatus.PENDING ? state.dueAt().orElse(null) : null,
                state.settledAt().orElse(null),
                state.answer().reference().orElse(null),
                state.answer().code().orElse(null),
                rejectionReasonName().orElse(null),
                state.intervention().flatMap(Intervention::cancellation).orElse(null),
                state.intervention().flatMap(Intervention::resolution).orElse(null),
                attemptViews);
    }
}
