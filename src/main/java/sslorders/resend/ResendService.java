package sslorders.resend;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import sslorders.admission.DatabaseShares;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.GuardedAuthority;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.order.OrderSnapshot;

/** Handles a request for a resend: decides on it and commits the resend, then starts the first attempt and waits for its outcome. */
@Singleton
public class ResendService {
    private final DatabaseShares database;
    private final ResendStore store;
    private final CertificateAuthorities authorities;
    private final ResendEligibility eligibility;
    private final ResendLimits limits;
    private final ResendTransitions transitions;
    private final RelayAttempts attempts;
    private final RelayScheduler scheduler;
    private final ResendsInProgress resends;
    private final Duration maxWait;
    private final InstantSource clock;

    ResendService(
            DatabaseShares database,
            ResendStore store,
            CertificateAuthorities authorities,
            ResendEligibility eligibility,
            ResendLimits limits,
            ResendTransitions transitions,
            RelayAttempts attempts,
            RelayScheduler scheduler,
            ResendsInProgress resends,
            ResendConfig config,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.authorities = authorities;
        this.eligibility = eligibility;
        this.limits = limits;
        this.transitions = transitions;
        this.attempts = attempts;
        this.scheduler = scheduler;
        this.resends = resends;
        this.maxWait = config.maxWait();
        this.clock = clock;
    }

    /**
     * Submits a resend. If the idempotency key was used before, this method returns the resend of the earlier request, regardless of
     * the order's current state.
     *
     * <p>A new resend is committed, with its scheduled task, before its CA is called. No transaction is open during the call. If the
     * connection to the database is lost during the commit, the client gets an error that is safe to retry: a resend that was committed
     * becomes {@code unknown} without a call. A retry with the same key returns that resend, and a retry without a key is rejected
     * because of the cool-down.
     *
     * <p>The request waits for the first attempt as long as the client prefers, up to the configured maximum. The wait begins with the
     * call of this method. If the attempt takes longer, this method returns the {@code relaying} resend. The attempt continues and
     * records its outcome.
     *
     * @throws ServiceException if the check of the order, its eligibility, the expected recipient, a limit or a reused idempotency key
     *     fails; nothing is written then
     */
    public Submission submit(ResendCommand command) {
        long start = System.nanoTime();
        long waitNanos = command.preferences().waitWithin(maxWait).toNanos();
        return resends.during(() -> {
            Decision decision = database.inTurn(
                    command.account(),
                    () -> store.submit(command, limits.windows(clock.instant()), facts -> decide(command, facts)));
            return switch (decision) {
                case Decision.Replay replay -> new Submission(replay.resend(), true, false);
                case Decision.Open open -> {
                    if (command.preferences().isAsync()) {
                        scheduler.pollNow();
                    }
                    yield open.resend().status() == ResendStatus.RELAYING
                            ? attempt(open, start + waitNanos)
                            : new Submission(open.resend(), false, false);
                }
            };
        });
    }

    private Decision decide(ResendCommand command, ResendStore.Facts facts) {
        return facts.earlier()
                .<Decision>map(earlier -> replay(command, earlier))
                .orElseGet(() -> open(command, facts));
    }

    private static Decision replay(ResendCommand command, ResendStore.IdempotencyRecord earlier) {
        if (!earlier.fingerprint().equals(command.fingerprint())) {
            throw new ServiceException(ErrorType.IDEMPOTENCY_KEY_REUSED, Detail.KEY_REUSED);
        }
        return new Decision.Replay(earlier.resend());
    }

    private Decision open(ResendCommand command, ResendStore.Facts facts) {
        Instant now = clock.instant();
        OrderSnapshot order = facts.order().orElseThrow(ServiceException::orderNotFound);
        Optional<GuardedAuthority> authority = authorities.find(order.certificateAuthority());
        eligibility.refusal(order, authority, now).ifPresent(refusal -> {
            throw refusal;
        });
        String recipient = order.adminEmail().orElseThrow();
        command.expectedRecipient()
                .filter(expected -> !expected.equals(recipient))
                .ifPresent(other -> {
                    throw new ServiceException(ErrorType.RECIPIENT_CHANGED, Detail.RECIPIENT_CHANGED);
                });
        boolean skipsCoolDown =
                command.onBehalf().filter(OnBehalf::skipsCoolDown).isPresent();
        limits.limit(facts.usage(), skipsCoolDown, now).ifPresent(limit -> {
            throw limit.refusal(now);
        });
        Resend.Requested requested = new Resend.Requested(
                command.account().value(),
                order.id().value(),
                order.certificateAuthority(),
                order.caOrderId(),
                order.certificateType(),
                recipient,
                now,
                command.requestedBy(),
                command.actor(),
                command.reference().map(RequestReference::value),
                command.onBehalf().isPresent());
        Resend resend = new Resend(
                UuidVersion7Strategy.INSTANCE.generateUuid(null),
                requested,
                transitions.opened(authority, now, !command.preferences().isAsync()));
        return new Decision.Open(resend, authority);
    }

    /**
     * Makes the first attempt, and waits for it until the deadline. No failure leads to a response that invites a retry, because the CA
     * may have accepted the request.
     *
     * @param deadline the end of the wait, as a value of {@link System#nanoTime}
     */
    private Submission attempt(Decision.Open open, long deadline) {
        Submission relaying = new Submission(open.resend(), false, false);
        try {
            Future<Resend> attempt = resends.start(() -> attempts.attempt(open.resend(), open.authority()));
            return new Submission(attempt.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS), false, false);
        } catch (TimeoutException | RejectedExecutionException unfinished) {
            // The attempt continues. If it was rejected because the replica shuts down, another replica recovers the
            // resend.
            return relaying;
        } catch (ExecutionException failed) {
            // The stored resend is still relaying.
            return failed.getCause() instanceof RelayAttempts.OutcomeNotRecorded lost
                    ? new Submission(open.resend(), false, lost.isUnknown())
                    : relaying;
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
            return relaying;
        }
    }
}
