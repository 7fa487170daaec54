package sslorders.erasure;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jboss.logging.Logger;
import sslorders.account.AccountId;
import sslorders.database.Database;
import sslorders.database.Row;

/** Stores the erasures of accounts and their progress. One transaction writes a new erasure with its scheduled task. */
@Singleton
class AccountErasures {
    /** The name of the scheduled tasks. The instance is the ID of the erasure. */
    static final String TASK = "account-erasure";

    /** Changes nothing while an erasure of the account is running. */
    static final String REQUEST = """
            insert into account_erasure as known (account_id, id, requested_at, requested_by) values (?, ?, ?, ?)
            on conflict (account_id) do update set
              id = excluded.id, requested_at = excluded.requested_at, requested_by = excluded.requested_by,
              orders_erased = 0, resends_erased = 0, orders_waiting = 0, completed_at = null
            where known.completed_at is not null""";

    static final String SCHEDULE = """
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            select '%s', cast(id as text), requested_at, false, 1 from account_erasure
            where account_id = ? and completed_at is null
            on conflict do nothing""".formatted(TASK);

    private static final String SELECT =
            "select id, account_id, requested_at, requested_by, orders_erased, resends_erased,"
                    + " orders_waiting, completed_at from account_erasure where ";

    static final String FIND = SELECT + "account_id = ?";
    static final String FIND_BY_ID = SELECT + "id = ? and completed_at is null";

    static final String ADD = "update account_erasure set orders_erased = orders_erased + ?,"
            + " resends_erased = resends_erased + ? where id = ?";
    static final String WAIT = "update account_erasure set orders_waiting = ? where id = ?";
    static final String COMPLETE = "update account_erasure set orders_waiting = 0, completed_at = ? where id = ?";

    private static final Logger LOG = Logger.getLogger(AccountErasures.class);

    private final Database database;
    private final InstantSource clock;

    AccountErasures(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Starts an erasure of the account, unless one is running. If the scheduled task of a running erasure is missing, this method inserts
     * it again.
     *
     * @param by the subject of the client's token
     * @return the running erasure
     */
    AccountErasure request(AccountId account, String by) {
        return database.transaction(transaction -> {
            int started = transaction.update(
                    REQUEST,
                    parameters -> parameters
                            .text(account.value())
                            .uuid(UuidVersion7Strategy.INSTANCE.generateUuid(null))
                            .time(clock.instant())
                            .text(by));
            transaction.update(SCHEDULE, parameters -> parameters.text(account.value()));
            if (started > 0) {
                LOG.infof("Erasure of account %s requested by %s", account.value(), by);
            }
            return transaction
                    .first(FIND, parameters -> parameters.text(account.value()), AccountErasures::read)
                    .orElseThrow();
        });
    }

    /** Returns the latest erasure of an account. */
    Optional<AccountErasure> find(AccountId account) {
        return database.first(FIND, parameters -> parameters.text(account.value()), AccountErasures::read);
    }

    /** Returns an erasure that is not complete, regardless of the account. Only the background job may call this method. */
    Optional<AccountErasure> running(UUID id) {
        return database.first(FIND_BY_ID, parameters -> parameters.uuid(id), AccountErasures::read);
    }

    /** Adds to the progress, in the transaction that erases the rows. */
    static void add(Database.Transaction transaction, UUID id, Erasure.Erased erased) throws SQLException {
        transaction.update(
                ADD,
                parameters -> parameters
                        .number(erased.orders())
                        .number(erased.resends())
                        .uuid(id));
    }

    /** Stores the number of orders that the latest pass skipped. */
    void wait(AccountErasure erasure, long orders) {
        database.update(WAIT, parameters -> parameters.number(orders).uuid(erasure.id()));
    }

    /** Completes an erasure. */
    void complete(AccountErasure erasure) {
        Instant now = clock.instant();
        database.update(COMPLETE, parameters -> parameters.time(now).uuid(erasure.id()));
        LOG.infof("Erasure of account %s completed", erasure.account().value());
    }

    private static AccountErasure read(Row row) throws SQLException {
        return new AccountErasure(
                row.uuid(),
                new AccountId(row.text()),
                row.time(),
                row.text(),
                row.longNumber(),
                row.longNumber(),
                row.longNumber(),
                row.optionalTime());
    }
}
