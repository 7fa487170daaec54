-- For the limit of rejected resends: finds the rejected resends of an account, newest first. The predicate uses only the column
-- "counts", and the indexed columns never change. An update therefore changes the index only if a resend becomes rejected or
-- gave-up (see V9__growth.sql). On a large table, create the index concurrently before the upgrade.
create index if not exists resend_rejected_by_account on resend (account_id, requested_at desc) where not counts;
