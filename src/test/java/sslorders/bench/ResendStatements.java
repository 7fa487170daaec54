package sslorders.bench;

import java.util.List;
import java.util.Map;

/** The statements of a resend that its CA accepts at the first attempt, in the two transactions of the service. */
final class ResendStatements {
    private static final String ID =
            "cast(lpad(to_hex(cast(:high as bigint)), 16, '0') || lpad(to_hex(cast(:low as bigint)), 16, '0') as uuid)";
    private static final String RESEND = """
            id, account_id, attempts, ca_code, ca_mark, ca_order_id, ca_reference, certificate_authority, certificate_type,
            counts, due_at, order_id, possibly_sent, recipient, refusal, requested_at, requested_by, settled_at, status""";

    private ResendStatements() {}

    /**
     * Resends any of some orders of an installation, whatever their limits.
     *
     * @param first the number of the first of those orders
     * @param options of the service's sessions
     */
    static Script of(Installation installation, long first, long orders, String options) {
        String number = "(" + first + " + cast(:order as bigint))";
        String account = "'account-' || " + number + " % " + installation.accounts();
        String order = "lpad(cast(" + number + " as text), 10, '0')";
        List<String> statements = List.of(
                "begin",
                "select cast(pg_advisory_xact_lock(hashtextextended(" + account + ", 0)) as text)",
                "select * from certificate_order where account_id = " + account + " and id = " + order,
                usage(account, order),
                "insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient,"
                        + " status, requested_at, requested_by, due_at, attempts) values (" + ID + ", " + account + ", "
                        + order
                        + ", 'alpha', 'CA-1', 'domain-validated', 'administrator@customer.example', 'relaying', now(),"
                        + " 'bench', now(), 1)",
                "insert into attempt (resend_id, number, started_at) values (" + ID + ", 1, now())",
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " values ('resend', cast(" + ID + " as text), now() + interval '1 minute', false, 1)",
                "commit",
                "begin",
                "select " + RESEND + " from resend where id = " + ID + " for no key update",
                "update attempt set duration_ms = 1, outcome = 'accepted', ca_code = null, cause = null where resend_id = "
                        + ID + " and number = 1",
                "select * from scheduled_tasks where task_name = 'resend' and task_instance = cast(" + ID + " as text)",
                "delete from scheduled_tasks where task_name = 'resend' and task_instance = cast(" + ID
                        + " as text) and version = 1",
                "update resend set status = 'accepted', settled_at = now(), due_at = null where id = " + ID,
                "commit");
        return new Script(statements, Map.of("order", orders, "high", 1L << 60, "low", 1L << 60), options);
    }

    private static String usage(String account, String order) {
        String ofAccount = " from resend where account_id = " + account;
        String ofOrder = ofAccount + " and order_id = " + order;
        String newestFirst = " and counts order by requested_at desc";
        return "select newest.*, (select requested_at" + ofOrder + " and requested_at > now() - interval '1 day'"
                + newestFirst + " offset 4 limit 1), (select requested_at" + ofAccount
                + " and requested_at > now() - interval '1 hour'" + newestFirst + " offset 99 limit 1)"
                + " from (values (1)) as one left join lateral (select *" + ofOrder + newestFirst
                + " limit 1) as newest on true"
                + " cross join lateral (select array_agg(requested_at order by requested_at desc) as requested,"
                + " array_agg(requested_at order by requested_at desc) filter (where order_id = " + order + ")"
                + " from (select order_id, requested_at" + ofAccount + " and requested_at > now() - interval '1 hour'"
                + " and not counts order by requested_at desc limit 50) as not_counting) as rejected"
                + " cross join lateral (select array_agg(due_at) from (select due_at" + ofAccount
                + " and requested_at > now() - interval '1 hour'" + newestFirst
                + " limit case when rejected.requested is null then 0 else 50 end) as counting where due_at is not null)"
                + " as under_way";
    }
}
