-- The deliveries of events to webhook endpoints: one row for each endpoint and event, in the layout of db-scheduler. They are not in
-- scheduled_tasks, because replicas of the previous release do not have this task and would delete the rows.
create table webhook_delivery (
    task_name            text not null,
    -- The endpoint's name, a slash, and the event's ID. In the order of bytes, so that an endpoint's deliveries are one range.
    task_instance        text collate "C" not null,
    -- The number of calls so far, in decimal digits; null for none.
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint not null,
    primary key (task_name, task_instance)
);

create index webhook_delivery_by_execution_time on webhook_delivery (execution_time);
create index webhook_delivery_by_heartbeat on webhook_delivery (last_heartbeat);

-- As for scheduled_tasks, whose rows also exist only for a short time; see V9__growth.sql.
alter table webhook_delivery set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- The disabled endpoints. The configuration has all endpoints.
create table webhook_endpoint (
    name        text collate "C" primary key,
    disabled_at timestamptz not null
);
