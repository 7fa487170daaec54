package sslorders.resend;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.database.Parameters;
import sslorders.event.EventInsert;
import sslorders.event.EventInserts;
import sslorders.event.EventType;
import sslorders.resend.Transition.AttemptChange;

/**
 * The statements that apply a transition. Each updates the resend, writes its attempt, reschedules or removes its scheduled task, and
 * inserts the event of the transition, if there is one.
 *
 * <p>The condition on status, attempts and due time is an optimistic lock: if two replicas decide for the same state, only one updates
 * the row. The statement does not change a task that a replica is executing; that replica reschedules or removes it. Every row is found
 * by a parameter, not by a join. Therefore, the plan is the same for an empty table and for a million pending resends.
 */
enum TransitionSql {
    POSTPONE("", Event.NONE, Task.MOVE),
    STOP("", Event.COMPLETED, Task.REMOVE),
    RESOLVE("", Event.RESOLVED, Task.REMOVE),
    BEGIN(Attempt.BEGIN, Event.NONE, Task.MOVE),
    END(Attempt.END, Event.NONE, Task.MOVE),
    END_FINAL(Attempt.END, Event.COMPLETED, Task.REMOVE),
    RECONCILE(Attempt.RECONCILE, Event.NONE, Task.MOVE),
    REOPEN(Attempt.RECONCILE, Event.REOPENED, Task.MOVE),
    RECONCILE_FINAL(Attempt.RECONCILE, Event.COMPLETED, Task.REMOVE);

    private static final String MOVE = """
            with moved as (
              update resend set %s
              where id = ? and status = ? and attempts = ? and due_at is not distinct from ?
              returning id, account_id, order_id, %s, certificate_authority, reference, settled_at, due_at,
                intervention_at)""".formatted(ResendColumns.SET_STATE, ResendColumns.STATUS);

    private final Event event;
    private final Task task;
    private final String end;

    TransitionSql(String attempt, Event event, Task task) {
        this.event = event;
        this.task = task;
        this.end = """
                ,
                %s task as (%s)
                select count(*) from moved""".formatted(attempt, task.sql);
    }

    /** Returns the statement for a transition. */
    static TransitionSql of(Transition transition) {
        boolean isFinal = transition.next().isFinal();
        return switch (transition.attempt()) {
            case AttemptChange.None none when transition.before().state().isFinal() -> RESOLVE;
            case AttemptChange.None none -> isFinal ? STOP : POSTPONE;
            case AttemptChange.Begun begun -> BEGIN;
            case AttemptChange.Ended ended -> isFinal ? END_FINAL : END;
            case AttemptChange.Reconciled reconciled -> isFinal ? RECONCILE_FINAL : reconciled(transition.next());
        };
    }

    private static TransitionSql reconciled(ResendState next) {
        return next.status() == ResendStatus.PENDING ? REOPEN : RECONCILE;
    }

    /** Returns the part of the statement that inserts the event of the transition. */
    EventInsert insert(EventInserts events, String account) {
        return event.type()
                .map(type -> events.of(type, List.of(account), event.cause()))
                .orElse(EventInsert.NONE);
    }

    /** Returns the statement, with the part that {@link #insert} returned. */
    String text(EventInsert insert) {
        return MOVE + insert.sql() + end;
    }

    /** Sets the parameters that follow the parameters of the event. */
    void bind(Transition transition, Parameters parameters) throws SQLException {
        Resend resend = transition.before();
        switch (transition.attempt()) {
            case AttemptChange.None none -> {}
            case AttemptChange.Begun begun ->
                parameters.number(transition.next().attempts()).time(begun.at());
            case AttemptChange.Ended ended -> {
                bindEnd(ended, parameters);
                parameters.uuid(resend.id()).number(resend.attempts());
            }
            case AttemptChange.Reconciled reconciled ->
                parameters.text(remark(reconciled)).uuid(resend.id()).number(resend.attempts());
        }
        if (task == Task.MOVE) {
            parameters.time(transition.next().dueAt());
        }
        parameters.text(resend.id().toString());
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

    /** Returns the text that is appended to the attempt's cause. */
    private static String remark(AttemptChange.Reconciled reconciled) {
        return switch (reconciled.finding()) {
            case SENT -> "; the CA's e-mail history shows this e-mail";
            case OTHER_SENT -> "; the CA's e-mail history shows an e-mail that may be unrelated";
            case NOT_SENT -> "; the CA's e-mail history does not show this e-mail";
            case UNCLEAR, THROTTLED -> "";
        };
    }

    /** The part of a statement that writes the attempt. */
    private interface Attempt {
        String BEGIN = """
                begun as (
                  insert into attempt (resend_id, number, started_at) select id, ?, ? from moved),
                """;

        String END = """
                ended as (
                  update attempt set outcome = ?, duration_ms = ?, ca_code = ?, cause = ?
                  where resend_id = ? and number = ? and exists (select from moved)),
                """;

        String RECONCILE = """
                reconciled as (
                  update attempt set cause = cause || ?
                  where resend_id = ? and number = ? and exists (select from moved)),
                """;
    }

    /** The event of a transition. */
    private enum Event {
        NONE(Optional.empty(), ""),
        COMPLETED(Optional.of(EventType.RESEND_SETTLED), "settled_at"),
        /** The resend was final before, so {@code settled_at} is not the time of the transition. */
        RESOLVED(Optional.of(EventType.RESEND_SETTLED), "intervention_at"),
        /** The next attempt of a reopened resend is due at once, so {@code due_at} is the time of the transition. */
        REOPENED(Optional.of(EventType.RESEND_REOPENED), "due_at");

        private final Optional<EventType> type;
        private final String time;

        Event(Optional<EventType> type, String time) {
            this.type = type;
            this.time = time;
        }

        Optional<EventType> type() {
            return type;
        }

        /** Returns the query of the cause. It returns no row if the transition changed no row. */
        String cause() {
            return "select account_id, order_id, id as resend_id, status, certificate_authority, reference, " + time
                    + " as occurred_at from moved";
        }
    }

    /** The part of a statement that writes the scheduled task. */
    private enum Task {
        MOVE("update scheduled_tasks set execution_time = ?, version = version + 1"),
        REMOVE("delete from scheduled_tasks");

        private final String sql;

        Task(String write) {
            this.sql = write + " where task_name = '" + RelayTasks.NAME
                    + "' and task_instance = ? and not picked and exists (select from moved)";
        }
    }
}
