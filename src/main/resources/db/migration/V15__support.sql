-- The actions of support agents and operators. The service inserts rows, but never changes or deletes them. There are no foreign keys, so
-- that a row remains if its order or resend is deleted. No column contains an e-mail address.
create table operator_action (
    id                    uuid primary key,
    performed_at          timestamptz not null,
    subject               text not null,
    actor                 text,
    action                text not null,
    account_id            text collate "C",
    order_id              text collate "C",
    resend_id             uuid,
    certificate_authority text,
    reason                text,
    reference             text,
    details               text
);

-- One index for each filter of the list of actions. Each returns the actions in list order.
create index operator_action_by_time on operator_action (performed_at desc, id desc);
create index operator_action_by_subject on operator_action (subject, performed_at desc, id desc);
create index operator_action_by_action on operator_action (action, performed_at desc, id desc);
create index operator_action_by_order on operator_action (order_id, performed_at desc, id desc) where order_id is not null;
create index operator_action_by_account on operator_action (account_id, performed_at desc, id desc)
    where account_id is not null;

-- Protects the rows from mistakes in the service and from mistakes of its database user.
create function reject_change_of_operator_action() returns trigger language plpgsql as $$
begin
    raise exception 'operator_action is append-only';
end
$$;

create trigger operator_action_is_append_only before update or delete or truncate on operator_action
    for each statement execute function reject_change_of_operator_action();

-- Whether a support agent requested the resend on behalf of the account. Replicas of the previous release do not write the column.
alter table resend add column by_support boolean not null default false;

-- For the search of orders over all accounts, and for the filters of an account's list. The expressions do not depend on the locale of
-- the database. Each index has a condition, which is true for every value, so that only these queries can use it. A plan that PostgreSQL
-- makes for an empty table would otherwise use it to find an order by its ID, and later scan the whole index. On a large table, create the
-- indexes concurrently before the upgrade.
create index if not exists certificate_order_by_admin_email
    on certificate_order (lower(admin_email collate "C"), account_id, expiry_sort, id) where admin_email is not null;
create index if not exists certificate_order_by_ca_order_id
    on certificate_order (ca_order_id collate "C", account_id, expiry_sort, id) where ca_order_id <> '';
create index if not exists certificate_order_by_common_name
    on certificate_order (lower(common_name collate "C"), account_id, expiry_sort, id) where common_name <> '';
