package sslorders.resend;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import sslorders.account.AccountId;
import sslorders.database.Database;
import sslorders.error.Detail;
import sslorders.error.ServiceException;
import sslorders.order.OrderId;
import sslorders.resend.Transition.AttemptChange;

/**
 * Changes the state of a resend at the request of a person. The change is written only if the resend is still in the state for which it
 * was decided. If the relay or another person was faster, the request is rejected with {@code resend-wrong-state}, and nothing is
 * written.
 */
@Singleton
public class ResendInterventions {
    private static final Logger LOG = Logger.getLogger(ResendInterventions.class);

    private final Database database;
    private final ResendStore store;
    private final RelayMetrics metrics;
    private final RelayScheduler scheduler;
    private final InstantSource clock;

    ResendInterventions(
            Database database, ResendStore store, RelayMetrics metrics, RelayScheduler scheduler, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.metrics = metrics;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * Cancels a pending resend of an account.
     *
     * @param subject the subject of the account's token
     * @throws ServiceException {@code resend-not-found} or {@code resend-wrong-state}
     */
    ResendView cancel(AccountId account, OrderId order, UUID id, String subject) {
        return cancel(resend -> resend.belongsTo(account, order), id, Optional.of(subject), (transaction, owner) -> {});
    }

    /**
     * Cancels a pending resend of any account.
     *
     * @throws ServiceException {@code resend-not-found} or {@code resend-wrong-state}
     */
    public ResendView cancel(OrderId order, UUID id, Addition addition) {
        return cancel(isOf(order), id, Optional.empty(), addition);
    }

    private ResendView cancel(Predicate<Resend> isVisible, UUID id, Optional<String> by, Addition addition) {
        Resend cancelled =
                change(isVisible, id, pending -> requirePending(pending).cancel(by, clock.instant()), addition);
        metrics.completed(cancelled);
        return cancelled.view();
    }

    /**
     * Resolves a final unknown outcome of any account's resend.
     *
     * @param isSent whether the CA sent the e-mail
     * @throws ServiceException {@code resend-not-found} or {@code resend-wrong-state}
     */
    public ResendView resolve(OrderId order, UUID id, boolean isSent, Addition addition) {
        return change(
                        isOf(order),
                        id,
                        unknown -> {
                            if (!unknown.state().isResolvable()) {
                                throw ResendProblems.wrongState(unknown, Detail.ONLY_FINAL_UNKNOWN);
                            }
                            return unknown.state().resolve(isSent, clock.instant());
                        },
                        addition)
                .view();
    }

    /**
     * Makes the next attempt of a pending resend of any account due now. The circuit breaker and a pause of the CA still apply.
     *
     * @throws ServiceException {@code resend-not-found} or {@code resend-wrong-state}
     */
    public ResendView retryNow(OrderId order, UUID id, Addition addition) {
        Resend due = change(isOf(order), id, pending -> requirePending(pending).retryNow(clock.instant()), addition);
        scheduler.pollNow();
        return due.view();
    }

    /** Parses the text form of the ID of a resend; empty if it is malformed. */
    public static Optional<UUID> parseId(String text) {
        return Resend.parseId(text);
    }

    /** Returns the problem for an ID that is unknown, malformed, or belongs to another order. */
    public static ServiceException notFound() {
        return ResendProblems.notFound();
    }

    private static Predicate<Resend> isOf(OrderId order) {
        return resend -> resend.requested().order().equals(order.value());
    }

    private static ResendState requirePending(Resend resend) {
        if (resend.status() != ResendStatus.PENDING) {
            throw ResendProblems.wrongState(resend, Detail.ONLY_PENDING);
        }
        return resend.state();
    }

    private Resend change(
            Predicate<Resend> isVisible, UUID id, Function<Resend, ResendState> decide, Addition addition) {
        Resend after = database.transaction(transaction -> {
            Resend before = ResendStore.read(id, transaction).filter(isVisible).orElseThrow(ResendProblems::notFound);
            Transition transition = new Transition(before, decide.apply(before), new AttemptChange.None());
            if (!store.apply(transition, transaction)) {
                throw ResendProblems.changed(ResendStore.read(id, transaction).orElse(before));
            }
            addition.write(transaction, before.requested().account());
            return transition.after();
        });
        LOG.infof(
                "Resend %s of order %s: a person changed the status to %s",
                id, after.requested().order(), after.status().wireName());
        return after;
    }

    /** Writes rows in the transaction of a change. */
    @FunctionalInterface
    public interface Addition {
        /** @param account the account that owns the resend */
        void write(Database.Transaction transaction, String account) throws SQLException;
    }
}
