package sslorders.resend;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import sslorders.database.Database;
import sslorders.database.Parameters;
import sslorders.database.Row;
import sslorders.event.EventInsert;
import sslorders.event.EventInserts;
import sslorders.order.OrderSnapshot;

/**
 * Stores resends. One statement writes each step with its attempt, scheduled task and idempotency record, so that these rows are
 * always consistent. See docs/adr/0022-resends-in-plain-sql.md.
 */
@Singleton
class ResendStore {
    /** Serializes the requests of an account across all replicas, so that the counts of the next statement are exact. */
    private static final String LOCK = AccountLock.ACQUIRE;

    private static final String READ = "select " + ResendUsage.COLUMNS + ", " + OrderSnapshot.COLUMNS;
    private static final String FROM = "\nfrom " + ResendUsage.GIVEN + "\n" + ResendUsage.FROM
            + "\nleft join certificate_order as o on o.account_id = given.account and o.id = given.order";

    static final String READ_FACTS = READ + FROM;

    static final String READ_FACTS_WITH_KEY = READ + ", key.resend_id, key.fingerprint" + FROM
            + "\nleft join idempotency_key as key on key.account_id = given.account and key.name = cast(? as text)";

    private static final String LOCK_AND_READ_FACTS = LOCK + ";\n" + READ_FACTS;
    private static final String LOCK_AND_READ_FACTS_WITH_KEY = LOCK + ";\n" + READ_FACTS_WITH_KEY;

    static final String FIND = "select " + ResendColumns.ALL + " from resend where id = ?";

    static final String OPEN = """
            with opened as (
              insert into resend (%s, status, due_at, attempts, recipient_check)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              returning id, account_id, requested_at, due_at, attempts),
            begun as (
              insert into attempt (resend_id, number, started_at)
              select id, attempts, requested_at from opened where attempts > 0),
            keyed as (
              insert into idempotency_key (account_id, name, resend_id, fingerprint, used_at)
              select account_id, key.name, id, key.fingerprint, requested_at
              from opened, (select cast(? as text) as name, cast(? as text) as fingerprint) as key
              where key.name is not null)
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            select '%s', cast(id as text), due_at, false, 1 from opened""".formatted(ResendColumns.REQUESTED, RelayTasks.NAME);

    private final Database database;
    private final EventInserts events;

    ResendStore(Database database, EventInserts events) {
        this.database = database;
        this.events = events;
    }

    /**
     * Decides on a request under the account's lock, and commits the new resend, if there is one. This needs three round trips to
     * the database: the lock with the read, the write, and the commit. The record of a support agent's request needs another one.
     *
     * @param decide called once, inside the transaction; if it throws, nothing is written
     */
    Decision submit(ResendCommand command, ResendUsage.Windows windows, Function<Facts, Decision> decide) {
        return database.transaction(transaction -> {
            Facts facts = transaction.lockAndRead(
                    command.key().isPresent() ? LOCK_AND_READ_FACTS_WITH_KEY : LOCK_AND_READ_FACTS,
                    parameters -> {
                        parameters.text(command.account().value());
                        ResendUsage.bind(command.account(), command.order(), windows, parameters);
                        if (command.key().isPresent()) {
                            parameters.text(command.key().get().value());
                        }
                    },
                    row -> facts(row, command, transaction));
            Decision decision = decide.apply(facts);
            if (decision instanceof Decision.Open open) {
                transaction.update(OPEN, parameters -> bindOpen(open.resend(), command, parameters));
            }
            if (command.onBehalf().isPresent()) {
                command.onBehalf()
                        .get()
                        .audit()
                        .record(transaction, decision.resend().id());
            }
            return decision;
        });
    }

    private static Facts facts(Row row, ResendCommand command, Database.Transaction transaction) throws SQLException {
        ResendUsage usage = ResendUsage.read(row);
        Optional<OrderSnapshot> order = OrderSnapshot.read(row);
        if (command.key().isEmpty()) {
            return new Facts(usage, order, Optional.empty());
        }
        UUID earlier = row.uuid();
        Optional<String> fingerprint = row.optionalText();
        if (fingerprint.isEmpty()) {
            return new Facts(usage, order, Optional.empty());
        }
        Resend resend = read(earlier, transaction).orElseThrow();
        return new Facts(usage, order, Optional.of(new IdempotencyRecord(resend, fingerprint.get())));
    }

    private static void bindOpen(Resend resend, ResendCommand command, Parameters parameters) throws SQLException {
        ResendColumns.bindRequested(resend, parameters);
        ResendState state = resend.state();
        parameters
                .text(state.status().wireName())
                .time(state.dueAt())
                .number(state.attempts())
                .text(state.recipientCheck().map(Enum::name))
                .text(command.key().map(IdempotencyKey::value))
                .text(command.key().map(key -> command.fingerprint()));
    }

    /** Reads a resend by its ID, regardless of the account. Only the relay may call this method. */
    Optional<Resend> read(UUID id) {
        return database.first(FIND, parameters -> parameters.uuid(id), ResendColumns::read);
    }

    /**
     * Applies a transition in one statement, which also inserts its event.
     *
     * @return false if the resend is no longer in the state for which the transition was decided; nothing is written then
     */
    boolean apply(Transition transition) {
        TransitionSql sql = TransitionSql.of(transition);
        EventInsert event = sql.insert(events, transition.before().requested().account());
        return database.first(sql.text(event), parameters -> bind(transition, sql, event, parameters), Row::number)
                        .orElseThrow()
                > 0;
    }

    /** Applies a transition as part of a transaction, as {@link #apply(Transition)}. */
    boolean apply(Transition transition, Database.Transaction transaction) throws SQLException {
        TransitionSql sql = TransitionSql.of(transition);
        EventInsert event = sql.insert(events, transition.before().requested().account());
        return transaction
                        .first(sql.text(event), parameters -> bind(transition, sql, event, parameters), Row::number)
                        .orElseThrow()
                > 0;
    }

    private static void bind(Transition transition, TransitionSql sql, EventInsert event, Parameters parameters)
            throws SQLException {
        Resend before = transition.before();
        ResendColumns.bindState(transition.next(), parameters);
        parameters
                .uuid(before.id())
                .text(before.status().wireName())
                .number(before.attempts())
                .time(before.dueAt())
                .texts(event.parameters());
        sql.bind(transition, parameters);
    }

    /** Finds a resend as part of a transaction. */
    static Optional<Resend> read(UUID id, Database.Transaction transaction) throws SQLException {
        return transaction.first(FIND, parameters -> parameters.uuid(id), ResendColumns::read);
    }

    /**
     * The committed data on which the decision about a request depends.
     *
     * @param order the order of the request; empty if the account has no order with that ID
     * @param earlier the record of the request's idempotency key; empty without a key, or if the key is new
     */
    record Facts(ResendUsage usage, Optional<OrderSnapshot> order, Optional<IdempotencyRecord> earlier) {}

    /**
     * The resend that the first request with an idempotency key created.
     *
     * @param fingerprint {@link ResendCommand#fingerprint} of that request
     */
    record IdempotencyRecord(Resend resend, String fingerprint) {}
}
