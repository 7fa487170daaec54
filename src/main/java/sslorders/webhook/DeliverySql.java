package sslorders.webhook;

import sslorders.event.Event;

/** The statements on {@code webhook_delivery}, which has the layout of db-scheduler, and on {@code webhook_endpoint}. */
final class DeliverySql {
    static final String TABLE = "webhook_delivery";

    /** The name of the task of a delivery. The instance is {@link DeliveryId}. */
    static final String TASK = "webhook";

    private static final String COLUMNS = TABLE + " (task_name, task_instance, execution_time, picked, version)";

    /** The part of the statement that inserts an event; see {@link sslorders.event.EventSubscribers#enqueue}. */
    static final String ENQUEUE = "insert into " + COLUMNS + """

              select '%s', s.name || '%s' || cast(e.id as text), e.occurred_at, false, 1
              from events as e join event_subscriber as s on s.account_id = e.account_id
            """.formatted(TASK, DeliveryId.SEPARATOR);

    /**
     * Inserts the deliveries of the next events after an ID, or makes existing deliveries due now and resets their number of calls. A
     * delivery that a replica executes is released, so that this replica cannot remove or postpone it afterwards.
     *
     * <p>The parameters are the lowest ID and the maximum number of events; the types and the accounts, each separated by line breaks, or
     * null for all accounts; the endpoint; and the current time. The row has the number of events, the number of deliveries, and the last
     * ID.
     */
    static final String REDELIVER = """
            with batch as materialized (
              select id, account_id, type from event where id > ? order by id limit ?),
            given as (
              select string_to_array(?, chr(10)) as types, string_to_array(?, chr(10)) as accounts),
            queued as (
              insert into %s
              select '%s', ? || '%s' || cast(batch.id as text), ?, false, 1
              from batch, given
              where batch.type = any(given.types) and (given.accounts is null or batch.account_id = any(given.accounts))
              on conflict (task_name, task_instance) do update set
                execution_time = excluded.execution_time, task_data = null, picked = false, picked_by = null,
                last_heartbeat = null, version = %s.version + 1
              returning task_instance)
            select (select count(*) from batch), (select count(*) from queued),
              (select id from batch order by id desc limit 1)""".formatted(COLUMNS, TASK, DeliveryId.SEPARATOR, TABLE);

    /** Returns the state of an endpoint and an event. */
    static final String READ = "select exists (select from webhook_endpoint where name = ?), " + Event.COLUMNS
            + " from event where id = ?";

    static final String IS_DISABLED = "select exists (select from webhook_endpoint where name = ?)";

    static final String DISABLE =
            "insert into webhook_endpoint (name, disabled_at) values (?, ?) on conflict (name) do nothing";

    static final String ENABLE = "delete from webhook_endpoint where name = ?";

    private static final String OF_ENDPOINT =
            " from " + TABLE + " where task_name = '" + TASK + "' and task_instance >= ? and task_instance < ?";

    /** Bounds the cost of a scrape. */
    static final int MAX_COUNTED = 10_000;

    /** Counts the deliveries of an endpoint. The parameters are the first instance, and the first one after the last instance. */
    static final String PENDING =
            "select count(*) from (select" + OF_ENDPOINT + " limit " + MAX_COUNTED + ") as pending";

    /** Returns the oldest delivery of an endpoint, because IDs and their text forms are ordered by time. */
    static final String OLDEST = "select task_instance" + OF_ENDPOINT + " order by task_name, task_instance limit 1";

    private DeliverySql() {}
}
