package sslorders.resend;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import sslorders.ca.Outcome;
import sslorders.ca.RecipientCheck;
import sslorders.database.Parameters;
import sslorders.database.Row;

/** Maps a resend to the columns of the table {@code resend}. No other class maps them. */
final class ResendColumns {
    /** The status. A cancelled resend is stored as gave-up; see migration V17. */
    static final String STATUS =
            "case when status = 'gave-up' and intervention = 'cancelled' then 'cancelled' else status end as status";

    /** All columns, in the order in which {@link #read} reads them. */
    static final String ALL = """
            id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, requested_at,
              requested_by, actor, reference, by_support, %s, due_at, attempts, possibly_sent, recipient_check, settled_at,
              ca_reference, ca_code, coalesce(rejection_reason, refusal), ca_mark, retry_period_start, intervention,
              intervention_at, intervention_by""".formatted(STATUS);

    /** The columns of the request, in the order in which {@link #bindRequested} sets them. */
    static final String REQUESTED = """
            id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, requested_at,
              requested_by, actor, reference, by_support""";

    /** The columns of the state in an update, in the order in which {@link #bindState} sets them. */
    static final String SET_STATE = """
            status = ?, due_at = ?, attempts = ?, possibly_sent = ?, recipient_check = ?, settled_at = ?,
              ca_reference = ?, ca_code = ?, rejection_reason = ?, refusal = ?, ca_mark = ?, retry_period_start = ?,
              intervention = ?, intervention_at = ?, intervention_by = ?""";

    private ResendColumns() {}

    static Resend read(Row row) throws SQLException {
        return new Resend(
                row.uuid(),
                new Resend.Requested(
                        row.text(),
                        row.text(),
                        row.text(),
                        row.text(),
                        row.text(),
                        row.text(),
                        row.time(),
                        row.text(),
                        row.optionalText(),
                        row.optionalText(),
                        row.flag()),
                new ResendState(
                        ResendStatus.of(row.text()),
                        row.optionalTime(),
                        row.number(),
                        row.flag(),
                        row.optionalText().map(RecipientCheck::valueOf),
                        row.optionalTime(),
                        new CaAnswer(
                                row.optionalText(),
                                row.optionalText(),
                                row.optionalText().map(ResendColumns::reason),
                                row.optionalText()),
                        row.optionalTime(),
                        intervention(row)));
    }

    private static Optional<Intervention> intervention(Row row) throws SQLException {
        Optional<Intervention.Kind> kind = row.optionalText().map(Intervention.Kind::of);
        Optional<Instant> at = row.optionalTime();
        Optional<String> by = row.optionalText();
        return kind.map(known -> new Intervention(known, at.orElseThrow(), by));
    }

    static void bindRequested(Resend resend, Parameters parameters) throws SQLException {
        Resend.Requested requested = resend.requested();
        parameters
                .uuid(resend.id())
                .text(requested.account())
                .text(requested.order())
                .text(requested.certificateAuthority())
                .text(requested.caOrderId())
                .text(requested.certificateType())
                .text(requested.recipient())
                .time(requested.at())
                .text(requested.by())
                .text(requested.actor())
                .text(requested.reference())
                .flag(requested.bySupport());
    }

    static void bindState(ResendState state, Parameters parameters) throws SQLException {
        CaAnswer answer = state.answer();
        parameters
                .text(stored(state.status()).wireName())
                .time(state.dueAt())
                .number(state.attempts())
                .flag(state.possiblySent())
                .text(state.recipientCheck().map(RecipientCheck::name))
                .time(state.settledAt())
                .text(answer.reference())
                .text(answer.code())
                .text(answer.reason().map(Outcome.Reason::name))
                // Release 1.0.0 reads this column and fails on a reason that it does not define.
                .text(answer.reason()
                        .filter(reason -> reason != Outcome.Reason.RECIPIENT_DIFFERS)
                        .map(Outcome.Reason::name))
                .text(answer.token())
                .time(state.retryPeriodStart())
                .text(state.intervention()
                        .map(intervention -> intervention.kind().wireName()))
                .time(state.intervention().map(Intervention::at))
                .text(state.intervention().flatMap(Intervention::by));
    }

    /** Returns the status in the table: earlier releases fail on the status {@code cancelled}. */
    private static ResendStatus stored(ResendStatus status) {
        return status == ResendStatus.CANCELLED ? ResendStatus.GAVE_UP : status;
    }

    /** Returns the reason with that name; {@code OTHER} if only a later release defines it. */
    private static Outcome.Reason reason(String name) {
        return Arrays.stream(Outcome.Reason.values())
                .filter(reason -> reason.name().equals(name))
                .findAny()
                .orElse(Outcome.Reason.OTHER);
    }
}
