package sslorders.resend;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import sslorders.account.AccountId;

/**
 * Which resend the request with a key made. Beside the resends rather than in them, so that to forget a key leaves the
 * resend alone.
 */
@Entity
@Immutable
@Table(name = "idempotency_key")
class UsedKey {
    @EmbeddedId
    private Id id;

    private UUID resendId;
    private String fingerprint;
    private Instant usedAt;

    /** For Hibernate. */
    protected UsedKey() {}

    UsedKey(AccountId account, IdempotencyKey key, Resend resend, String fingerprint) {
        this.id = new Id(account.value(), key.value());
        this.resendId = resend.id();
        this.fingerprint = fingerprint;
        this.usedAt = resend.requestedAt();
    }

    /** A key is its account's own: one row, so that no two requests can have it. */
    @Embeddable
    record Id(String accountId, String name) {}
}
