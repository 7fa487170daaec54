package sslorders.resend;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import sslorders.account.AccountId;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.Outcome;
import sslorders.ca.RecipientCheck;
import sslorders.log.LogIds;
import sslorders.order.CertificateOrder;
import sslorders.order.OrderId;

/**
 * One request to have an order's fulfillment e-mail sent again. It keeps what it was asked with: the recipient, the CA
 * and the CA's order id of that moment. Its status moves as {@link ResendStatus#mayBecome} allows and in no other way.
 * Once an attempt has been left open, it ends as {@code accepted} or {@code unknown}, never as one of which no mail went
 * out.
 */
@Entity
class Resend {
    /** In order of time, so that the newest rows lie together in the index. */
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    private String accountId;
    private String orderId;
    private String certificateAuthority;
    private String caOrderId;
    private String certificateType;
    private String recipient;
    private ResendStatus status;

    /** Whether it takes a place in the limits. The database says so by the status; for conditions alone. */
    @Column(insertable = false, updatable = false)
    private boolean counts;

    private Instant requestedAt;
    private String requestedBy;

    /** The party that sent the request on behalf of the subject; null if the token names none. */
    private String actor;

    /** The client's own reference of the request; null if it gave none. */
    private String reference;

    /** How the newest attempt makes sure of the recipient; null before the first one. */
    @Enumerated(EnumType.STRING)
    private RecipientCheck recipientCheck;

    /** When the relay has to look at it again; null once it is settled. */
    private Instant dueAt;

    /** How many attempts have begun. */
    private int attempts;

    private boolean possiblySent;
    private Instant settledAt;
    private String caReference;
    private String caCode;

    /** What its CA needs to find out later whether a mail has gone out; null unless that is to be found out. */
    private String caMark;

    /**
     * Why the CA rejected the resend, by the name of the {@link Outcome.Reason}. As text, so that this release can read a
     * reason of a later one.
     */
    private String rejectionReason;

    /** The same for release 1.0.0, which cannot read a reason that it does not have; null for those. */
    @Enumerated(EnumType.STRING)
    private Outcome.Reason refusal;

    /** For Hibernate. */
    protected Resend() {}

    /** A {@code pending} resend, due at once. */
    static Resend requested(ResendCommand command, CertificateOrder order, String recipient, Instant now) {
        Resend resend = new Resend();
        resend.accountId = command.account().value();
        resend.orderId = order.id().value();
        resend.certificateAuthority = order.certificateAuthority();
        resend.caOrderId = order.caOrderId();
        resend.certificateType = order.certificateType();
        resend.recipient = recipient;
        resend.status = ResendStatus.PENDING;
        resend.requestedAt = now;
        resend.requestedBy = command.requestedBy();
        resend.actor = command.actor().orElse(null);
        resend.reference = command.reference().map(RequestReference::value).orElse(null);
        resend.dueAt(now);
        return resend;
    }

    /**
     * Says that the CA is about to be called.
     *
     * @param check how the attempt makes sure of the recipient; empty if the CA is not configured, so that it is not called
     * @param until the time by which the call will have ended, one way or another
     */
    void begin(Optional<RecipientCheck> check, Instant until) {
        become(ResendStatus.RELAYING);
        attempts++;
        recipientCheck = check.orElse(null);
        dueAt(until);
    }

    /**
     * Records how the call ended.
     *
     * @param next when to ask again; nothing if that must not be, or not any more
     */
    void settle(Outcome outcome, Optional<Instant> next, Instant now) {
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                end(ResendStatus.ACCEPTED, now);
                caReference = accepted.reference().orElse(null);
            }
            case Outcome.Rejected rejected -> {
                end(possiblySent ? ResendStatus.UNKNOWN : ResendStatus.REJECTED, now);
                rejectionReason = rejected.reason().name();
                refusal = rejected.reason() == Outcome.Reason.RECIPIENT_DIFFERS ? null : rejected.reason();
                caCode = rejected.caCode().orElse(null);
            }
            case Outcome.Unknown unknown -> {
                possiblySent = true;
                next.ifPresentOrElse(this::retry, () -> end(ResendStatus.UNKNOWN, now));
            }
            case Outcome.NotExecuted notExecuted -> {
                retry(next.orElse(now));
                if (next.isEmpty()) {
                    giveUp(now);
                }
            }
        }
    }

    /**
     * Records that the call ended in doubt, which is to be looked into.
     *
     * @param mark what the CA needs for that
     */
    void doubt(String mark, Instant lookAt) {
        become(ResendStatus.UNKNOWN);
        caMark = mark;
        dueAt(lookAt);
    }

    /** Has a resend that is not settled stay as it is until then. */
    void waitUntil(Instant time) {
        dueAt(time);
    }

    /** Whether this resend, as it is now, still waits for the outcome of the call that was begun for the other. */
    boolean isStillCalledAs(Resend called) {
        // The number alone tells the call: each is begun once, with the next number.
        return status == ResendStatus.RELAYING && attempts == called.attempts;
    }

    /**
     * Whether this resend, as it is now, still waits for the finding that was begun for the other. The mark does not tell:
     * a later attempt of the same mail can leave the same one. Nor does the attempt: it can be reconciled many times.
     */
    boolean isStillReconciledAs(Resend looked) {
        return status == ResendStatus.UNKNOWN
                && attempts == looked.attempts
                && caMark().equals(looked.caMark())
                && dueAt().equals(looked.dueAt());
    }

    /** Records that a mail has gone out after all. */
    void foundSent(Instant now) {
        caMark = null;
        end(ResendStatus.ACCEPTED, now);
    }

    /** Records that none has: the CA may be asked again, at once. */
    void foundNotSent(Instant now) {
        caMark = null;
        retry(now);
    }

    /** Ends an {@code unknown} resend that nothing could be found out of. */
    void leaveUnknown(Instant now) {
        caMark = null;
        settle(now);
    }

    /** Ends a {@code pending} resend without another attempt. */
    void giveUp(Instant now) {
        end(possiblySent ? ResendStatus.UNKNOWN : ResendStatus.GAVE_UP, now);
    }

    private void retry(Instant at) {
        become(ResendStatus.PENDING);
        dueAt(at);
    }

    private void end(ResendStatus end, Instant now) {
        become(end);
        settle(now);
    }

    /** In microseconds, rounded up, as the database keeps it: the same in memory as when it is read again. */
    private void dueAt(Instant time) {
        dueAt = time.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
    }

    private void settle(Instant now) {
        dueAt = null;
        settledAt = now;
    }

    private void become(ResendStatus next) {
        if (settledAt != null || !status.mayBecome(next)) {
            throw new IllegalStateException("resend " + id + " is " + status + " and cannot become " + next);
        }
        status = next;
    }

    /**
     * From when on the order rests: the end of a resend that is settled. One that is not may go out at any time from
     * its next attempt on, and one that is looked into may have gone out or be asked for again.
     */
    Instant restsFrom(Instant now) {
        return switch (status) {
            case PENDING -> dueAt.isAfter(now) ? dueAt : now;
            case RELAYING -> now;
            case ACCEPTED, REJECTED, UNKNOWN, GAVE_UP -> settledAt == null ? now : settledAt;
        };
    }

    boolean isOf(AccountId account, OrderId order) {
        return accountId.equals(account.value()) && orderId.equals(order.value());
    }

    /** What stands beside the log lines that are about it. */
    Map<String, String> logIds() {
        return LogIds.ofResend(accountId, orderId, id.toString());
    }

    /** The call that is to be made for it. */
    CertificateAuthority.Request request() {
        return new CertificateAuthority.Request(id, caOrderId, certificateType, recipient);
    }

    UUID id() {
        return id;
    }

    String orderId() {
        return orderId;
    }

    String certificateAuthority() {
        return certificateAuthority;
    }

    ResendStatus status() {
        return status;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    /** What its CA needs to find out whether a mail has gone out; nothing unless that is to be found out. */
    Optional<String> caMark() {
        return Optional.ofNullable(caMark);
    }

    /** When the relay has to look at it again; nothing once it is settled. */
    Optional<Instant> dueAt() {
        return Optional.ofNullable(dueAt);
    }

    /** How many attempts have begun; the number of the newest. */
    int attempts() {
        return attempts;
    }

    /** Why the CA rejected the resend; {@code OTHER} unless it did for a reason that this release has. */
    Outcome.Reason rejectionReason() {
        return Arrays.stream(Outcome.Reason.values())
                .filter(reason -> reason.name().equals(rejectionReason))
                .findAny()
                // A row of release 1.0.0.
                .or(() -> Optional.ofNullable(refusal))
                .orElse(Outcome.Reason.OTHER);
    }

    /** Whether the CA accepted the resend, or may have sent a mail for it. */
    private boolean mayHaveBeenSent() {
        return possiblySent || status == ResendStatus.ACCEPTED || status == ResendStatus.UNKNOWN;
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
                orderId,
                status,
                recipient,
                certificateAuthority,
                requestedAt,
                requestedBy,
                actor,
                reference,
                mayHaveBeenSent() ? recipientCheck : null,
                status == ResendStatus.PENDING ? dueAt : null,
                settledAt,
                caReference,
                caCode,
                attemptViews);
    }
}
