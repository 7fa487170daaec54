package sslorders.bench;

import java.util.List;
import java.util.Map;

/**
 * The statements of a resend that the CA accepts at the first attempt: the statements that submit the resend in one
 * transaction, and the statements that record its outcome.
 */
final class ResendStatements {
    private static final String ID =
            "cast(lpad(to_hex(cast(:high as bigint)), 16, '0') || lpad(to_hex(cast(:low as bigint)), 16, '0') as uuid)";

    private ResendStatements() {}

    /**
     * Returns a script that resends random orders of an installation, without checking limits.
     *
     * @param first the number of the first order
     * @param options the options of the service's sessions
     */
    static Script of(Installation installation, long first, long orders, String options) {
        String number = "(" + first + " + cast(:order as bigint))";
        String account = "'account-' || " + number + " % " + installation.accounts();
        String order = "lpad(cast(" + number + " as text), 10, '0')";
        List<String> statements = List.of(
                "begin",
                "select pg_advisory_xact_lock(hashtextextended(" + account + ", 0))",
                facts(account, order),
                "with opened as (insert into resend (id, account_id, order_id, certificate_authority, ca_order_id,"
                        + " certificate_type, recipient, requested_at, requested_by, status, due_at, attempts) values ("
                        + ID
                        + ", " + account + ", " + order
                        + ", 'alpha', 'CA-1', 'domain-validated', 'administrator@customer.example', now(), 'bench',"
                        + " 'relaying', now(), 1) returning id, requested_at, due_at, attempts),"
                        + " begun as (insert into attempt (resend_id, number, started_at)"
                        + " select id, attempts, requested_at from opened where attempts > 0)"
                        + " insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " select 'resend', cast(id as text), due_at, false, 1 from opened",
                "commit",
                "with moved as (update resend set status = 'accepted', settled_at = now(), due_at = null where id = "
                        + ID
                        + " and status = 'relaying' and attempts = 1 returning id),"
                        + " ended as (update attempt set outcome = 'accepted', duration_ms = 1 where resend_id = " + ID
                        + " and number = 1 and exists (select from moved)),"
                        + " task as (delete from scheduled_tasks where task_name = 'resend' and task_instance = cast("
                        + ID
                        + " as text) and not picked and exists (select from moved)) select count(*) from moved");
        return new Script(statements, Map.of("order", orders, "high", 1L << 60, "low", 1L << 60), options);
    }

    private static String facts(String account, String order) {
        String ofAccount = " from resend where account_id = " + account;
        String ofOrder = ofAccount + " and order_id = " + order;
        String newestFirst = " and counts order by requested_at desc";
        return "select newest.*, (select requested_at" + ofOrder + " and requested_at > now() - interval '1 day'"
                + newestFirst + " offset 4 limit 1), (select requested_at" + ofAccount
                + " and requested_at > now() - interval '1 hour'" + newestFirst
                + " offset 99 limit 1), rejected.*, under_way.*, o.*"
                + " from (values (1)) as one left join lateral (select status, due_at, settled_at" + ofOrder
                + newestFirst
                + " limit 1) as newest on true"
                + " cross join lateral (select array_agg(requested_at order by requested_at desc) as requested,"
                + " array_agg(requested_at order by requested_at desc) filter (where order_id = " + order + ")"
                + " from (select order_id, requested_at" + ofAccount + " and requested_at > now() - interval '1 hour'"
                + " and not counts order by requested_at desc limit 50) as not_counting) as rejected"
                + " cross join lateral (select array_agg(due_at) from (select due_at" + ofAccount
                + " and requested_at > now() - interval '1 hour'" + newestFirst
                + " limit case when rejected.requested is null then 0 else 50 end) as counting where due_at is not null)"
                + " as under_way left join certificate_order as o on o.account_id = " + account + " and o.id = "
                + order;
    }
}
