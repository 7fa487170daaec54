package sslorders.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import sslorders.ca.CertificateAuthorities;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Takes in what the ordering system says of an order. The same capture any number of times makes the same one order. */
@ApplicationScoped
class CaptureService {
    private static final Logger LOG = Logger.getLogger(CaptureService.class);

    private final OrderRepository orders;
    private final CertificateAuthorities authorities;
    private final InstantSource clock;

    CaptureService(OrderRepository orders, CertificateAuthorities authorities, InstantSource clock) {
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
     * @throws ServiceException {@code order-changed} if it is not; {@code account-mismatch} if the id is another
     *     account's: an order never moves
     */
    @Transactional
    Captured capture(OrderId id, ValidCapture order, String by, Precondition expected) {
        Instant now = clock.instant();
        if (expected.isGiven()) {
            orders.lock(order.account(), id);
            expected.check(orders.findRow(order.account(), id));
        }
        Optional<Boolean> isNew = orders.upsert(id, order, by, now);
        if (expected.isNew() && !isNew.orElse(false)) {
            throw Precondition.refusal();
        }
        OrderRow row = orders.findRow(order.account(), id).orElseThrow(() -> {
            reportForeign(1, id, order, by);
            return foreign();
        });
        return new Captured(OrderView.of(row, authorities, now), isNew.orElse(false));
    }

    /**
     * The same for several orders at once, none twice. One of another account is left alone, and the others are written.
     *
     * @return what became of each
     */
    @Transactional
    Map<OrderId, Written> captureAll(Map<OrderId, ValidCapture> captured, String by) {
        if (captured.isEmpty()) {
            return Map.of();
        }
        Map<String, Boolean> written = orders.upsertAll(captured, by, clock.instant());
        Set<OrderId> untouched = captured.keySet().stream()
                .filter(id -> !written.containsKey(id.value()))
                .collect(Collectors.toSet());
        Map<String, String> owners = untouched.isEmpty() ? Map.of() : orders.owners(untouched);
        Map<OrderId, Written> results = new HashMap<>();
        captured.forEach((id, order) -> {
            Boolean isNew = written.get(id.value());
            if (isNew != null) {
                results.put(id, isNew ? Written.CREATED : Written.REPLACED);
            } else {
                boolean isOwn = order.account().value().equals(owners.get(id.value()));
                results.put(id, isOwn ? Written.UNCHANGED : Written.FOREIGN);
            }
        });
        List<OrderId> foreign = captured.keySet().stream()
                .filter(id -> results.get(id) == Written.FOREIGN)
                .toList();
        if (!foreign.isEmpty()) {
            reportForeign(foreign.size(), foreign.getFirst(), captured.get(foreign.getFirst()), by);
        }
        return results;
    }

    /** Somebody may have taken an id that is not theirs: docs/runbook.md says what to do. */
    private static void reportForeign(int number, OrderId first, ValidCapture order, String by) {
        LOG.warnf(
                "%d captured order(s) belong to another account than captured for, such as order %s, captured for %s by %s",
                number, first.value(), order.account().value(), by);
    }

    /** What a capture of an order that belongs to another account is refused with. */
    static ServiceException foreign() {
        return new ServiceException(
                ErrorType.ACCOUNT_MISMATCH, "This order ID belongs to another account. Orders cannot be moved.");
    }

    /** What became of one order of several. */
    enum Written {
        CREATED,
        REPLACED,
        UNCHANGED,
        /** It belongs to another account and was left alone. */
        FOREIGN
    }

    /** The order as it stands now, and whether this capture was its first. */
    record Captured(OrderView order, boolean isNew) {}
}
