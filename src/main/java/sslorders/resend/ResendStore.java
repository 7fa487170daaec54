package sslorders.resend;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import sslorders.ca.Outcome;
import sslorders.database.Database;
import sslorders.database.Parameters;
import sslorders.database.Row;
import sslorders.order.OrderSnapshot;
import sslorders.resend.Transition.AttemptChange;

/**
 * Writes resends, each step in one statement: the resend, its attempt, its scheduled task and its idempotency record, so that
 * they always agree. See docs/adr/0022-resends-in-plain-sql.md.
 */
@Singleton
class ResendStore {
    /** One request of an account at a time, over all replicas: what the next statement counts is exact. */
    static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 0))";

    private static final String READ = "select " + ResendUsage.COLUMNS + ", " + OrderSnapshot.COLUMNS;
    private static final String FROM = "\nfrom " + ResendUsage.GIVEN + "\n" + ResendUsage.FROM
            + "\nleft join certificate_order as o on o.account_id = given.account and o.id = given.order";

    static final String READ_FACTS = READ + FROM;

    static final String READ_FACTS_WITH_KEY = READ + ", key.resend_id, key.fingerprint" + FROM
            + "\nleft join idempotency_key as key on key.account_id = given.account and key.name = cast(? as text)";

    static final String FIND = "select " + ResendColumns.ALL + " from resend where id = ?";

    static final String OPEN = """
            with opened as (
              insert into resend (%s, status, due_at, attempts, recipient_check)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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

    /**
     * The condition on status, attempts and due time is the lock: of two replicas that decide for the same state, one updates
     * the row. A task that a replica executes at this moment is left to that replica, which reschedules or removes it.
     */
    private static final String MOVE = """
            with moved as (
              update resend set %s
              where id = ? and status = ? and attempts = ? and due_at = ?
              returning id, attempts, due_at),
            %%s removed as (
              delete from scheduled_tasks as task using moved
              where task.task_name = '%s' and task.task_instance = cast(moved.id as text)
                and not task.picked and moved.due_at is null),
            rescheduled as (
              update scheduled_tasks as task set execution_time = moved.due_at, version = task.version + 1 from moved
              where task.task_name = '%2$s' and task.task_instance = cast(moved.id as text)
                and not task.picked and moved.due_at is not null)
            select count(*) from moved""".formatted(ResendColumns.SET_STATE, RelayTasks.NAME);

    static final String POSTPONE = MOVE.formatted("");

    static final String BEGIN = MOVE.formatted("""
            begun as (
              insert into attempt (resend_id, number, started_at) select id, attempts, ? from moved),
            """);

    static final String END = MOVE.formatted("""
            ended as (
              update attempt set outcome = ?, duration_ms = ?, ca_code = ?, cause = ? from moved
              where resend_id = moved.id and number = moved.attempts),
            """);

    static final String RECONCILE = MOVE.formatted("""
            reconciled as (
              update attempt set cause = cause || ? from moved
              where resend_id = moved.id and number = moved.attempts),
            """);

    private final Database database;

    ResendStore(Database database) {
        this.database = database;
    }

    /**
     * Decides on a request under the account's lock, and commits the new resend, if there is one. Takes three round
     * trips: the lock with the read, the write, and the commit.
     *
     * @param decide called once, inside the transaction; if it throws, nothing is written
     */
    Decision submit(ResendCommand command, ResendUsage.Windows windows, Function<Facts, Decision> decide) {
        return database.transaction(transaction -> {
            Facts facts = transaction.lockAndRead(
                    LOCK,
                    command.key().isPresent() ? READ_FACTS_WITH_KEY : READ_FACTS,
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
        Resend resend = transaction
                .first(FIND, parameters -> parameters.uuid(earlier), ResendColumns::read)
                .orElseThrow();
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

    /** The resend of that id, of whichever account: for the relay alone. */
    Optional<Resend> read(UUID id) {
        return database.first(FIND, parameters -> parameters.uuid(id), ResendColumns::read);
    }

    /**
     * Applies a transition in one statement.
     *
     * @return false if the resend is no longer in the state that the transition was decided for; nothing is written then
     */
    boolean apply(Transition transition) {
        return switch (transition.attempt()) {
            case AttemptChange.None none -> apply(POSTPONE, transition, parameters -> {});
            case AttemptChange.Begun begun -> apply(BEGIN, transition, parameters -> parameters.time(begun.at()));
            case AttemptChange.Ended ended -> apply(END, transition, parameters -> bindEnd(ended, parameters));
            case AttemptChange.Reconciled reconciled ->
                apply(RECONCILE, transition, parameters -> parameters.text(remark(reconciled)));
        };
    }

    private boolean apply(String sql, Transition transition, Database.Binding attempt) {
        Resend before = transition.before();
        return database.first(
                                sql,
                                parameters -> {
                                    ResendColumns.bindState(transition.next(), parameters);
                                    parameters
                                            .uuid(before.id())
                                            .text(before.status().wireName())
                                            .number(before.attempts())
                                            .time(before.dueAt());
                                    attempt.bind(parameters);
                                },
                                Row::number)
                        .orElseThrow()
                > 0;
    }

    private static void bindEnd(AttemptChange.Ended ended, Parameters parameters) throws SQLException {
        Outcome outcome = ended.outcome();
        parameters
                .text(outcome.word())
                .number(ended.duration().map(Duration::toMillis))
                .text(outcome instanceof Outcome.Rejected rejected ? rejected.caCode() : Optional.empty())
                .text(
                        switch (outcome) {
                            case Outcome.NotExecuted notExecuted -> Optional.of(notExecuted.cause());
                            case Outcome.Unknown unknown -> Optional.of(unknown.cause());
                            case Outcome.Accepted accepted -> Optional.<String>empty();
                            case Outcome.Rejected rejected -> Optional.<String>empty();
                        });
    }

    /** What the attempt's cause gets added. */
    private static String remark(AttemptChange.Reconciled reconciled) {
        return switch (reconciled.finding()) {
            case SENT -> "; a mail was found at the CA";
            case OTHER_SENT -> "; a mail was found at the CA that may be another";
            case NOT_SENT -> "; no mail was found at the CA";
            case UNCLEAR, THROTTLED -> "";
        };
    }

    /**
     * What the decision on a request depends on, as committed before.
     *
     * @param order the order of the request; empty if the account has none with that id
     * @param earlier the record of the request's idempotency key; empty without a key, or if the key is new
     */
    record Facts(ResendUsage usage, Optional<OrderSnapshot> order, Optional<IdempotencyRecord> earlier) {}

    /**
     * The resend that the first request with an idempotency key made.
     *
     * @param fingerprint what that request asked for
     */
    record IdempotencyRecord(Resend resend, String fingerprint) {}
}
