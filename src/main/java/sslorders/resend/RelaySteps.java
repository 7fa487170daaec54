package sslorders.resend;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.GuardedAuthority;
import sslorders.ca.Outcome;
import sslorders.ca.Reconciling.Finding;
import sslorders.log.LogIds;

/**
 * Executes the due step of a resend: the next attempt, the recovery after a crash, or a reconciliation. A step that another replica
 * has already executed is skipped.
 */
@Singleton
class RelaySteps {
    private static final Logger LOG = Logger.getLogger(RelaySteps.class);

    private final CertificateAuthorities authorities;
    private final ResendStore store;
    private final ResendTransitions transitions;
    private final RelayAttempts attempts;
    private final InstantSource clock;

    RelaySteps(
            CertificateAuthorities authorities,
            ResendStore store,
            ResendTransitions transitions,
            RelayAttempts attempts,
            InstantSource clock) {
        this.authorities = authorities;
        this.store = store;
        this.transitions = transitions;
        this.attempts = attempts;
        this.clock = clock;
    }

    /**
     * Executes the due step of a resend, if there is one.
     *
     * @return the time at which the next step is due; empty if the resend is final or does not exist
     */
    Optional<Instant> advance(UUID id) {
        Optional<Resend> resend = store.read(id);
        return resend.filter(this::isDue)
                .map(due -> LogIds.during(due.logIds(), () -> step(due)))
                .or(() -> resend)
                .flatMap(Resend::dueAt);
    }

    private boolean isDue(Resend resend) {
        return resend.dueAt().filter(due -> !due.isAfter(clock.instant())).isPresent();
    }

    private Resend step(Resend due) {
        Optional<GuardedAuthority> authority = authorities.find(due.certificateAuthority());
        Optional<Resend> after =
                switch (due.status()) {
                    case PENDING ->
                        begin(due, authority)
                                .map(next -> next.status() == ResendStatus.RELAYING
                                        ? attempts.attempt(next, authority)
                                        : next);
                    case RELAYING -> Optional.of(recover(due, authority));
                    case UNKNOWN -> reconcileUnlessPaused(due, authority);
                    case ACCEPTED, REJECTED, GAVE_UP, CANCELLED -> Optional.of(due);
                };
        return after.or(() -> store.read(due.id())).orElseThrow();
    }

    /** Begins the next attempt, postpones it, or stops retrying; empty if another replica has executed the step. */
    Optional<Resend> begin(Resend pending, Optional<GuardedAuthority> authority) {
        return attempts.apply(transitions.retry(pending, authority, clock.instant()));
    }

    private Optional<Resend> reconcileUnlessPaused(Resend unknown, Optional<GuardedAuthority> authority) {
        return transitions
                .waitForPause(unknown, authority, clock.instant())
                .map(attempts::apply)
                .orElseGet(() -> beginReconciliation(unknown, authority).map(next -> reconcile(next, authority)));
    }

    /** Reserves the reconciliation for this replica; empty if another replica has executed the step. */
    Optional<Resend> beginReconciliation(Resend unknown, Optional<GuardedAuthority> authority) {
        return attempts.apply(transitions.reconcile(unknown, authority, clock.instant()));
    }

    /** Records an unknown outcome for a call whose outcome was not recorded in time, usually because its replica crashed. */
    private Resend recover(Resend relaying, Optional<GuardedAuthority> authority) {
        Outcome outcome = new Outcome.Unknown("the service stopped during the call");
        LOG.warnf(
                "Resend %s of order %s: no outcome of the call was recorded; it is now unknown",
                relaying.id(), relaying.requested().order());
        return attempts.record(transitions.end(relaying, authority, outcome, Optional.empty(), clock.instant()));
    }

    private Resend reconcile(Resend unknown, Optional<GuardedAuthority> authority) {
        String token = unknown.state().answer().token().orElseThrow();
        Finding finding =
                authority.map(ca -> ca.reconcile(unknown.toCaRequest(), token)).orElse(Finding.UNCLEAR);
        LOG.infof(
                "Resend %s of order %s, attempt %d, reconciliation: CA %s: %s",
                unknown.id(),
                unknown.requested().order(),
                unknown.attempts(),
                unknown.certificateAuthority(),
                finding.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return attempts.record(transitions.reconciled(unknown, finding, clock.instant()));
    }
}
