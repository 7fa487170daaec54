package sslorders.resend;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.UUID;
import sslorders.ca.Reconciling.Finding;

/**
 * One call to a CA on behalf of a resend, written down before the call and completed after it. Of the reply nothing is
 * kept but the CA's code.
 */
@Entity
class Attempt {
    @EmbeddedId
    private Key key;

    private Instant startedAt;
    private Long durationMs;
    private String outcome;
    private String caCode;
    private String cause;

    /** For Hibernate. */
    protected Attempt() {}

    /** An attempt that begins. */
    Attempt(Key key, Instant now) {
        this.key = key;
        this.startedAt = now;
    }

    /** Adds what the CA said of it later; nothing if that was unclear. */
    void found(Finding finding) {
        switch (finding) {
            case SENT -> cause += "; a mail was found at the CA";
            case OTHER_SENT -> cause += "; a mail was found at the CA that may be another";
            case NOT_SENT -> cause += "; no mail was found at the CA";
            case UNCLEAR, THROTTLED -> {}
        }
    }

    AttemptView view() {
        return new AttemptView(startedAt, durationMs, outcome, caCode, cause);
    }

    /**
     * Which attempt of which resend: one row, so that no two replicas can begin the same.
     *
     * @param number from 1
     */
    @Embeddable
    record Key(UUID resendId, int number) {}
}
