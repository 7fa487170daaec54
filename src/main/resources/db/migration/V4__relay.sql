-- A resend waits as pending until it is due, and each call to its CA is kept.
alter table resend drop constraint resend_status_check;
alter table resend add constraint resend_status_check check (status in (
    'pending', 'relaying', 'accepted', 'rejected', 'unknown', 'gave-up'));

-- When the relay has to look at the resend again: the next attempt of a pending one, the time by which the call of a
-- relaying one must have ended.
alter table resend add column due_at timestamptz;
alter table resend add column attempts integer not null default 0;
-- Whether an attempt was left open, so that a mail may have gone out whatever comes later.
alter table resend add column possibly_sent boolean not null default false;

-- What a service that died left behind; from now on the relay sees to that.
update resend set status = 'unknown', settled_at = now() where status = 'relaying';

alter table resend drop constraint settled_unless_relaying;
alter table resend add constraint due_or_settled check (
    (status in ('pending', 'relaying')) = (settled_at is null) and (due_at is null) = (settled_at is not null));

-- The audit trail. Never a body: what a CA wrote is not kept, but for its code.
create table attempt (
    resend_id   uuid not null references resend (id),
    number      integer not null,
    started_at  timestamptz not null,
    -- Null while the call goes on, and for one whose end nobody saw.
    duration_ms bigint,
    outcome     text check (outcome in ('accepted', 'not-executed', 'rejected', 'unknown')),
    ca_code     text,
    cause       text,
    primary key (resend_id, number)
);

-- The schedule, as db-scheduler wants it. One row for each resend that is not settled, and the recurring tasks.
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
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

create index scheduled_tasks_by_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);

-- Finds the keys that are old enough to be forgotten.
create index resend_by_key_age on resend (settled_at) where idempotency_key is not null;
