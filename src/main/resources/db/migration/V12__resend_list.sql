-- For the list of an account's resends: all of them, and those with a reference. The indexed columns never change, so an update does
-- not change the indexes (see V9__growth.sql). On a large table, create the indexes concurrently before the upgrade.

-- The time is an expression, so that only the list can use this index. A plan that PostgreSQL makes for an empty table would otherwise
-- use it for the history of one order, and later scan all resends of the account.
create index if not exists resend_by_account on resend (account_id, (requested_at at time zone 'UTC') desc, id desc);

create index if not exists resend_by_reference on resend (account_id, reference, requested_at desc, id desc)
    where reference is not null;
