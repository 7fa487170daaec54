package sslorders.erasure;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import sslorders.account.AccountId;
import sslorders.database.Database;
import sslorders.database.Retention;
import sslorders.database.Row;

/**
 * Erases the orders whose certificate expired before the configured retention period, as an erasure by the ordering system does. Without
 * a configured period, it erases nothing. An order without an expiry, or with a resend in progress, is kept.
 */
@Startup
@ApplicationScoped
class OrderRetention implements Retention {
    /**
     * Returns the next accounts in their order, each with whether it has an expired order. For each account, it reads one entry of the
     * index certificate_order_by_expiry to find the account, and one to find its earliest expiry. Therefore, the retention needs no
     * index of its own.
     */
    static final String ACCOUNTS = """
            with recursive account (id, number) as (
              (select account_id, 1 from certificate_order where account_id > ? order by account_id limit 1)
              union all
              select next.account_id, account.number + 1
              from account cross join lateral (
                select account_id from certificate_order where account_id > account.id order by account_id limit 1) as next
              where account.number < %d)
            select id, (
              select expiry_sort from certificate_order where account_id = account.id order by expiry_sort, id limit 1) < ?
            from account""".formatted(BATCH);

    private final Database database;
    private final OrderErasure erasure;
    private final Optional<Duration> retention;
    private final InstantSource clock;

    OrderRetention(Database database, OrderErasure erasure, OrderConfig config, InstantSource clock) {
        this.database = database;
        this.erasure = erasure;
        this.retention = config.retention();
        this.clock = clock;
    }

    @Override
    public void run(BooleanSupplier mayContinue) {
        retention.ifPresent(time -> eraseAll(clock.instant().minus(time), mayContinue));
    }

    private void eraseAll(Instant before, BooleanSupplier mayContinue) {
        List<Account> accounts;
        String last = "";
        do {
            String after = last;
            accounts =
                    database.list(ACCOUNTS, parameters -> parameters.text(after).time(before), Account::read);
            for (Account account : accounts) {
                last = account.id();
                if (account.hasExpiredOrder()) {
                    AccountId.parse(account.id()).ifPresent(id -> erase(id, before, mayContinue));
                }
            }
        } while (accounts.size() == BATCH && mayContinue.getAsBoolean());
    }

    private void erase(AccountId account, Instant before, BooleanSupplier mayContinue) {
        Optional<OrderErasure.Position> after = Optional.of(OrderErasure.Position.START);
        while (after.isPresent() && mayContinue.getAsBoolean()) {
            after = erasure.erase(account, before, after.get(), OrderErasure.Progress.NONE)
                    .last();
        }
    }

    /** An account with orders. */
    private record Account(String id, boolean hasExpiredOrder) {
        static Account read(Row row) throws SQLException {
            return new Account(row.text(), row.flag());
        }
    }
}
