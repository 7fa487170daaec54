-- Events that clients read. An event contains IDs, a status, the CA and the client's reference, and never an address or a common name.
-- The service inserts events and deletes expired ones. It never updates an event, except that the first reader sets "position".
create sequence event_position;

create table event (
    -- A version 7 UUID, which contains the time of the event.
    id                    uuid primary key,
    -- The order of the inserts. An event that is committed late can have a lower number than an event that a client has already read.
    number                bigint generated always as identity,
    account_id            text collate "C" not null,
    type                  text not null,
    order_id              text collate "C" not null,
    resend_id             uuid,
    status                text,
    certificate_authority text not null,
    reference             text,
    occurred_at           timestamptz not null,
    -- The order in which clients read the events. Null until the first read of the account's events after the commit.
    position              bigint
);

-- Finds the events of an account that need a position.
create index event_without_position on event (account_id, number) where position is null;

-- Serves the reading of an account's events.
create index event_by_position on event (account_id, position) where position is not null;

-- As for the other tables that grow; see V9__growth.sql.
alter table event set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000);

-- The version of the order (captured_at) that last changed the admin e-mail. The statement that writes an order compares both, because
-- it cannot return the previous address. Replicas of the previous release do not write this column.
alter table certificate_order add column admin_email_changed_at timestamptz;
