-- How a person ended the resend: cancelled, or an unknown outcome resolved as sent or not-sent. A cancelled resend has the status
-- gave-up in this table, because earlier releases fail on a status that they do not define. Both mean that no e-mail was sent. The
-- columns have no check constraint, because PostgreSQL would read the whole table to add one.
alter table resend add column intervention text;
alter table resend add column intervention_at timestamptz;
-- The subject of the account's token; null if support ended the resend.
alter table resend add column intervention_by text;

-- For the limit of rejected resends, without the resends that a person ended. Only this index has the sort order of the query: its
-- time is an expression. A plan could otherwise use resend_rejected_by_account, and read all cancelled resends of the account. On a
-- large table, create the index concurrently before the upgrade. The previous release uses resend_rejected_by_account, which can be
-- dropped when no replica of that release runs.
create index if not exists resend_limited_by_account on resend (account_id, (requested_at at time zone 'UTC') desc)
    where not counts and intervention is null;
