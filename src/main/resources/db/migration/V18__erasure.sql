-- Erasure of orders and accounts: docs/adr/0031-erasure.md.

-- The resends of an erased order stay, so they no longer reference the order. The service inserts a resend and erases its order under
-- the same lock of the account.
alter table resend drop constraint resend_order_id_fkey;

-- The keyed hash of an erased recipient; null until the recipient is erased.
alter table resend add column recipient_hash text;

-- The key of these hashes for installations without a configured key. It has one row.
create table erasure_key (
    key text not null
);

insert into erasure_key (key)
select encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex');

-- The latest erasure of each account. The instance of its scheduled task is the ID.
create table account_erasure (
    account_id     text collate "C" primary key,
    id             uuid not null unique,
    requested_at   timestamptz not null,
    requested_by   text not null,
    orders_erased  bigint not null default 0,
    resends_erased bigint not null default 0,
    -- The orders with a resend in progress that the latest pass skipped.
    orders_waiting bigint not null default 0,
    completed_at   timestamptz
);

-- Finds the address changes of erased orders, also for the foreign key, and the expired ones. On a large table, create the indexes
-- concurrently before the upgrade.
create index if not exists admin_email_change_by_erased_order on admin_email_change (order_id);
create index if not exists admin_email_change_by_age on admin_email_change (changed_at);

-- If an operator moves an order to another account, the previous address belongs to the previous account.
create or replace function record_admin_email_change() returns trigger language plpgsql as $$
begin
    insert into admin_email_change (account_id, order_id, changed_at, changed_by, previous, replaced_by)
    values (old.account_id, new.id, new.captured_at, new.captured_by, old.admin_email, new.admin_email);
    return null;
end
$$;
