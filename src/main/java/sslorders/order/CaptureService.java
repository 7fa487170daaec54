package sslorders.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import sslorders.account.AccountId;
import sslorders.ca.CertificateAuthorities;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/** Captures the orders that the ordering system sends. Captures are idempotent. */
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
     * Writes an order, unless the stored one is identical. If the admin e-mail changes, a database trigger keeps the previous address.
     *
     * @param by the subject of the client's token
     * @param expected the required state of the stored order
     * @throws ServiceException {@code order-changed} if the stored order is in another state; {@code account-mismatch} if the ID
     *     belongs to an order of another account; {@code erasure-in-progress}
     */
    @Transactional
    Captured capture(OrderId id, ValidCapture order, String by, Precondition expected) {
        if (!orders.beingErased(Set.of(order.account())).isEmpty()) {
            throw beingErased();
        }
        Instant now = clock.instant();
        if (expected.isGiven()) {
            orders.lock(order.account(), id);
            expected.check(orders.findRow(order.account(), id).map(OrderRow::capturedAt));
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
     * Writes several orders in one statement. An order that belongs to another account, or to an account that is being erased, is
     * skipped, and the others are written.
     *
     * @return the result for each order
     */
    @Transactional
    Map<OrderId, Written> captureAll(Map<OrderId, ValidCapture> captured, String by) {
        if (captured.isEmpty()) {
            return Map.of();
        }
        Set<AccountId> erased = orders.beingErased(
                captured.values().stream().map(ValidCapture::account).collect(Collectors.toSet()));
        Map<OrderId, Written> results = new HashMap<>();
        Map<OrderId, ValidCapture> writable = new LinkedHashMap<>(captured);
        writable.entrySet().removeIf(entry -> erased.contains(entry.getValue().account()));
        captured.keySet().stream()
                .filter(id -> !writable.containsKey(id))
                .forEach(id -> results.put(id, Written.BEING_ERASED));
        results.putAll(writeAll(writable, by));
        return results;
    }

    private Map<OrderId, Written> writeAll(Map<OrderId, ValidCapture> captured, String by) {
        if (captured.isEmpty()) {
            return Map.of();
        }
        Map<String, Boolean> written = orders.upsertAll(captured, by, clock.instant());
        Set<OrderId> skipped = captured.keySet().stream()
                .filter(id -> !written.containsKey(id.value()))
                .collect(Collectors.toSet());
        Map<String, String> owners = skipped.isEmpty() ? Map.of() : orders.owners(skipped);
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

    /** Logs that a client may have used the order ID of another account; see docs/runbook.md. */
    private static void reportForeign(int number, OrderId first, ValidCapture order, String by) {
        LOG.warnf(
                "%d captured order(s) belong to another account, for example order %s, captured for %s by %s",
                number, first.value(), order.account().value(), by);
    }

    /** Returns the error for a capture of an order that belongs to another account. */
    static ServiceException foreign() {
        return new ServiceException(ErrorType.ACCOUNT_MISMATCH, Detail.ORDER_OF_OTHER_ACCOUNT);
    }

    /** Returns the error for a capture of an order whose account is being erased. */
    static ServiceException beingErased() {
        return new ServiceException(ErrorType.ERASURE_IN_PROGRESS, Detail.ACCOUNT_BEING_ERASED);
    }

    /** The result for one of several orders. */
    enum Written {
        CREATED,
        REPLACED,
        UNCHANGED,
        /** The order belongs to another account and was not changed. */
        FOREIGN,
        /** The account is being erased, and nothing was written. */
        BEING_ERASED
    }

    /** The current order, and whether this capture created it. */
    record Captured(OrderView order, boolean isNew) {}
}
