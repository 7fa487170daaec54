package sslorders.resend;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.database.Parameters;
import sslorders.resend.Transition.AttemptChange;

/**
 * The statements that apply a transition. Each updates the resend, writes its attempt, and reschedules or removes its scheduled task.
 *
 * <p>The condition on status, attempts and due time is an optimistic lock: if two replicas decide for the same state, only one updates
 * the row. The statement does not change a task that a replica is executing; that replica reschedules or removes it. Every row is found
 * by a parameter, not by a join. Therefore, the plan is the same for an empty table and for a million pending resends.
 */
enum TransitionSql {
    POSTPONE("", false),
    STOP("", true),
    BEGIN(Attempt.BEGIN, false),
    END(Attempt.END, false),
    END_FINAL(Attempt.END, true),
    RECONCILE(Attempt.RECONCILE, false),
    RECONCILE_FINAL(Attempt.RECONCILE, true);

    private final boolean isFinal;
    private final String text;

    TransitionSql(String attempt, boolean isFinal) {
        this.isFinal = isFinal;
        this.text = """
                with moved as (
                  update resend set %s
                  where id = ? and status = ? and attempts = ? and due_at = ?
                  returning id),
                %s task as (%s)
                select count(*) from moved""".formatted(ResendColumns.SET_STATE, attempt, isFinal ? Task.REMOVE : Task.MOVE);
    }

    /** Returns the statement for a transition. */
    static TransitionSql of(Transition transition) {
        boolean isFinal = transition.next().isFinal();
        return switch (transition.attempt()) {
            case AttemptChange.None none -> isFinal ? STOP : POSTPONE;
            case AttemptChange.Begun begun -> BEGIN;
            case AttemptChange.Ended ended -> isFinal ? END_FINAL : END;
            case AttemptChange.Reconciled reconciled -> isFinal ? RECONCILE_FINAL : RECONCILE;
        };
    }

    String text() {
        return text;
    }

    /** Sets the parameters that follow the parameters of the resend update. */
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
        if (!isFinal) {
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

    /** The part of a statement that writes the scheduled task. */
    private interface Task {
        String OF_RESEND = " where task_name = '" + RelayTasks.NAME
                + "' and task_instance = ? and not picked and exists (select from moved)";

        String MOVE = "update scheduled_tasks set execution_time = ?, version = version + 1" + OF_RESEND;

        String REMOVE = "delete from scheduled_tasks" + OF_RESEND;
    }
}
