package sslorders.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import sslorders.ca.CertificateAuthorities;
import sslorders.problem.ErrorType;
import sslorders.problem.RefusedException;

/** Takes in what the ordering system says of an order. The same capture any number of times makes the same one order. */
@ApplicationScoped
class OrderCapture {
    private final OrderRepository orders;
    private final CertificateAuthorities authorities;
    private final InstantSource clock;

    OrderCapture(OrderRepository orders, CertificateAuthorities authorities, InstantSource clock) {
        this.orders = orders;
        this.authorities = authorities;
        this.clock = clock;
    }

    /**
     * Writes the order unless it is there already, word for word. If that changes its admin e-mail, the database keeps
     * the one before.
     *
     * @param by the subject of the token of whoever captures
     * @param expected what the order before it has to be
     * @throws RefusedException {@code order-changed} if it is not; {@code account-mismatch} if the id is another
     *     account's: an order never moves
     */
    @Transactional
    Captured capture(OrderId id, CapturedOrder order, String by, Precondition expected) {
        Instant now = clock.instant();
        if (expected.isGiven()) {
            orders.lock(order.account(), id);
            expected.check(orders.findRow(order.account(), id));
        }
        Optional<Boolean> isNew = orders.upsert(id, order, by, now);
        if (expected.isNew() && !isNew.orElse(false)) {
            throw Precondition.refusal();
        }
        OrderRow row = orders.findRow(order.account(), id)
                .orElseThrow(() -> new RefusedException(
                        ErrorType.ACCOUNT_MISMATCH,
                        "An order of this id was captured for another account, and an order never moves."));
        return new Captured(OrderView.of(row, authorities, now), isNew.orElse(false));
    }

    /** The order as it stands now, and whether this capture was its first. */
    record Captured(OrderView order, boolean isNew) {}
}
