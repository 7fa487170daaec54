package sslorders.resend;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.Outcome;
import sslorders.order.CertificateOrder;

/**
 * One request to have an order's fulfillment e-mail sent again. It keeps what it was asked with: the recipient, the CA
 * and the CA's order id of that moment. Its status goes from {@code relaying} to one that is final, once.
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
    private String recipient;
    private ResendStatus status;
    private Instant requestedAt;
    private String requestedBy;
    private Instant settledAt;
    private String caReference;
    private String caCode;

    /** Why the CA refused; what a repetition of the request is answered with depends on it. */
    @Enumerated(EnumType.STRING)
    private Outcome.Reason refusal;

    /** Null for a request without a key, and for one that was never executed: its key is free for another try. */
    private String idempotencyKey;

    private String fingerprint;

    /** For Hibernate. */
    protected Resend() {}

    /** A resend whose CA is about to be called. */
    static Resend relaying(ResendCommand command, CertificateOrder order, String recipient, Instant now) {
        Resend resend = new Resend();
        resend.accountId = command.account().value();
        resend.orderId = order.id().value();
        resend.certificateAuthority = order.certificateAuthority();
        resend.caOrderId = order.caOrderId();
        resend.recipient = recipient;
        resend.status = ResendStatus.RELAYING;
        resend.requestedAt = now;
        resend.requestedBy = command.requestedBy();
        resend.idempotencyKey = command.key().map(IdempotencyKey::value).orElse(null);
        resend.fingerprint = command.fingerprint();
        return resend;
    }

    /** Records how the call ended. */
    void settle(Outcome outcome, Instant now) {
        if (status != ResendStatus.RELAYING) {
            throw new IllegalStateException("resend " + id + " is settled already: " + status);
        }
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                status = ResendStatus.ACCEPTED;
                caReference = accepted.reference().orElse(null);
            }
            case Outcome.Rejected rejected -> {
                status = ResendStatus.REJECTED;
                refusal = rejected.reason();
                caCode = rejected.caCode();
            }
            case Outcome.Unknown unknown -> status = ResendStatus.UNKNOWN;
            case Outcome.NotExecuted notExecuted -> {
                status = ResendStatus.GAVE_UP;
                idempotencyKey = null;
            }
        }
        settledAt = now;
    }

    /** How the call ended, as far as it was written down; nothing while it goes on. */
    Optional<Outcome> outcome() {
        return switch (status) {
            case RELAYING -> Optional.empty();
            case ACCEPTED -> Optional.of(new Outcome.Accepted(Optional.ofNullable(caReference)));
            case REJECTED -> Optional.of(new Outcome.Rejected(refusal, caCode));
            case UNKNOWN -> Optional.of(new Outcome.Unknown("as it was"));
            case GAVE_UP -> Optional.of(new Outcome.NotExecuted("as it was", Optional.empty()));
        };
    }

    /** Whether it was made by a request that asked for the same. */
    boolean isOf(ResendCommand command) {
        return fingerprint.equals(command.fingerprint());
    }

    /** The call that is to be made for it. */
    CertificateAuthority.Request request() {
        return new CertificateAuthority.Request(id, caOrderId, recipient);
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

    ResendView view() {
        return new ResendView(
                id,
                orderId,
                status,
                recipient,
                certificateAuthority,
                requestedAt,
                requestedBy,
                settledAt,
                caReference,
                caCode);
    }
}
