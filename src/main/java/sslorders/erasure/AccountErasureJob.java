package sslorders.erasure;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import sslorders.database.Database;
import sslorders.database.Row;
import sslorders.resend.BackgroundJob;

/**
 * Erases the data of an account: its orders, then the addresses of its other resends, then its previous addresses. Each part is one bounded transaction, which also stores the progress, so another replica can continue after
 * each of them. A pass skips orders with a resend in progress; passes are repeated until none is left.
 *
 * <p>During an erasure, captures for the account are rejected. The capture of a request that was accepted before can still be committed
 * afterwards. Therefore, the last pass begins only after all such transactions have ended.
 */
@Singleton
class AccountErasureJob implements BackgroundJob {
    /** The maximum number of rows that one transaction reads. */
    static final int BATCH = 1_000;

    // The same expression of the time as in the index resend_by_account; see migration V12.
    static final String RESENDS = """
            select id, recipient, requested_at, settled_at is null, recipient_hash is null from resend
            where account_id = ? and ((requested_at at time zone 'UTC'), id) < (cast(? as timestamptz) at time zone 'UTC', ?)
            order by (requested_at at time zone 'UTC') desc, id desc limit\s""" + BATCH;

    static final String DELETE_CHANGES = """
            delete from admin_email_change where id in (
              select id from admin_email_change where account_id = ? limit %d)""".formatted(BATCH);

    private final Database database;
    private final AccountErasures erasures;
    private final OrderErasure orders;
    private final AddressHashes hashes;
    private final Duration retryInterval;
    private final Duration captureWait;
    private final InstantSource clock;

    AccountErasureJob(
            Database database,
            AccountErasures erasures,
            OrderErasure orders,
            AddressHashes hashes,
            ErasureConfig config,
            InstantSource clock) {
        this.database = database;
        this.erasures = erasures;
        this.orders = orders;
        this.hashes = hashes;
        this.retryInterval = config.retryInterval();
        this.captureWait = config.captureWait();
        this.clock = clock;
    }

    @Override
    public String taskName() {
        return AccountErasures.TASK;
    }

    @Override
    public Optional<Instant> advance(UUID id, BooleanSupplier mayContinue) {
        return erasures.running(id).flatMap(erasure -> pass(new Pass(erasure, mayContinue)));
    }

    private Optional<Instant> pass(Pass pass) {
        Instant begun = clock.instant();
        Instant capturesEnd = pass.erasure.requestedAt().plus(captureWait);
        boolean isLast = !begun.isBefore(capturesEnd);
        long waiting = pass.orders();
        if (waiting == 0 && isLast) {
            waiting = pass.resends();
        }
        if (!pass.mayContinue.getAsBoolean()) {
            return Optional.of(clock.instant());
        }
        if (waiting > 0) {
            erasures.wait(pass.erasure, waiting);
            return Optional.of(clock.instant().plus(retryInterval));
        }
        if (!isLast) {
            return Optional.of(capturesEnd);
        }
        pass.addressChanges();
        erasures.complete(pass.erasure);
        return Optional.empty();
    }

    /** One pass over the data of the account. */
    private final class Pass {
        private final AccountErasure erasure;
        private final BooleanSupplier mayContinue;

        Pass(AccountErasure erasure, BooleanSupplier mayContinue) {
            this.erasure = erasure;
            this.mayContinue = mayContinue;
        }

        /** Erases the orders. Returns the number of orders that have a resend in progress. */
        long orders() {
            Optional<OrderErasure.Position> after = Optional.of(OrderErasure.Position.START);
            long skipped = 0;
            while (after.isPresent() && mayContinue.getAsBoolean()) {
                OrderErasure.Page page = orders.erase(
                        erasure.account(),
                        OrderErasure.END,
                        after.get(),
                        (transaction, erased) -> AccountErasures.add(transaction, erasure.id(), erased));
                skipped += page.skipped();
                after = page.last();
            }
            return skipped;
        }

        /**
         * Masks the resends whose order is not among the erased orders. Returns the number of resends in progress.
         */
        long resends() {
            UnaryOperator<String> hash = hashes.function();
            Scanned last = new Scanned(new UUID(-1, -1), "", OrderErasure.END, false, false);
            long inProgress = 0;
            List<Scanned> page;
            do {
                Scanned after = last;
                page = database.list(
                        RESENDS,
                        parameters -> parameters
                                .text(erasure.account().value())
                                .time(after.requestedAt())
                                .uuid(after.id()),
                        Scanned::read);
                inProgress += page.stream().filter(Scanned::isInProgress).count();
                List<ErasedRecipient> recipients = page.stream()
                        .filter(Scanned::isErasable)
                        .map(resend -> new ErasedRecipient(resend.id(), resend.recipient()))
                        .toList();
                if (!recipients.isEmpty()) {
                    database.transaction(transaction -> {
                        int masked = new Erasure(transaction, hash).mask(recipients);
                        AccountErasures.add(transaction, erasure.id(), new Erasure.Erased(0, masked, true));
                        return masked;
                    });
                }
                last = page.isEmpty() ? last : page.getLast();
            } while (page.size() == BATCH && mayContinue.getAsBoolean());
            return inProgress;
        }

        void addressChanges() {
            int deleted;
            do {
                deleted = database.update(
                        DELETE_CHANGES,
                        parameters -> parameters.text(erasure.account().value()));
            } while (deleted == BATCH);
        }
    }

    /** A resend of the account. */
    private record Scanned(UUID id, String recipient, Instant requestedAt, boolean isInProgress, boolean hasAddress) {
        static Scanned read(Row row) throws SQLException {
            return new Scanned(row.uuid(), row.text(), row.time(), row.flag(), row.flag());
        }

        boolean isErasable() {
            return hasAddress && !isInProgress;
        }
    }
}
