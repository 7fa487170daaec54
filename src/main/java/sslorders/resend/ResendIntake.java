package sslorders.resend;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import sslorders.order.CertificateOrder;
import sslorders.order.OrderNotFound;
import sslorders.order.OrderRepository;
import sslorders.problem.ErrorType;
import sslorders.problem.RefusedException;

/** Takes a request for a resend: checks it, and writes it down before anybody else hears of it. */
@ApplicationScoped
class ResendIntake {
    private final OrderRepository orders;
    private final ResendRepository resends;
    private final ResendPolicy policy;
    private final ResendLimits limits;
    private final ResendLedger ledger;
    private final InstantSource clock;

    ResendIntake(
            OrderRepository orders,
            ResendRepository resends,
            ResendPolicy policy,
            ResendLimits limits,
            ResendLedger ledger,
            InstantSource clock) {
        this.orders = orders;
        this.resends = resends;
        this.policy = policy;
        this.limits = limits;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * The resend of a request: a new one, committed with its wake-up call when this returns, or the one that an earlier
     * request with the same key made, whatever has become of the order since. A new one is {@code relaying}, and the
     * caller has to make its first attempt; or {@code pending}, if the client does not wait for that.
     *
     * <p>If the connection is lost during the commit, the caller cannot know whether there is a resend, and the client is
     * told to repeat the request. No second mail comes of it: such a resend is {@code relaying} and becomes {@code unknown}
     * without a call, a repetition with its key gets it, and one without a key meets the cool-down.
     *
     * @throws RefusedException if the order is not there, may not be resent, has another recipient, or has used up a
     *     limit, or the key is that of another request; nothing is written then
     */
    @Transactional
    Taken take(ResendCommand command) {
        resends.lock(command.account());
        Optional<ResendRepository.Known> earlier = command.key().flatMap(key -> resends.find(command.account(), key));
        return earlier.map(known -> replay(known, command)).orElseGet(() -> open(command));
    }

    private static Taken replay(ResendRepository.Known known, ResendCommand command) {
        if (!known.fingerprint().equals(command.fingerprint())) {
            throw new RefusedException(
                    ErrorType.IDEMPOTENCY_KEY_REUSED,
                    "A request for another order, or with another expectedRecipient or reference, has used this"
                            + " Idempotency-Key.");
        }
        return new Taken(known.resend(), true);
    }

    private Taken open(ResendCommand command) {
        Instant now = clock.instant();
        CertificateOrder order = orders.find(command.account(), command.order()).orElseThrow(OrderNotFound::refusal);
        policy.refusal(order, now).ifPresent(refusal -> {
            throw refusal;
        });
        String recipient = order.adminEmail().orElseThrow();
        command.expectedRecipient()
                .filter(expected -> !expected.equals(recipient))
                .ifPresent(other -> {
                    throw new RefusedException(
                            ErrorType.RECIPIENT_CHANGED,
                            "The captured admin e-mail is not the expected one. Show the preview again and have it confirmed.");
                });
        limits.limit(command.account(), command.order(), now).ifPresent(limit -> {
            throw limit.refusal(now);
        });
        Resend resend = Resend.requested(command, order, recipient, now);
        ledger.open(resend, !command.respondAsync());
        command.key()
                .ifPresent(key -> resends.know(new UsedKey(command.account(), key, resend, command.fingerprint())));
        return new Taken(resend, false);
    }

    /** The resend of a request, and whether an earlier request made it. */
    record Taken(Resend resend, boolean isReplay) {}
}
