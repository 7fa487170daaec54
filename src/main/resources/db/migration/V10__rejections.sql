-- Serves the limit of rejected resends: those of an account, newest first. Its predicate uses the column counts alone and its
-- columns never change, so it costs an update nothing unless a resend is rejected or given up (see V9__growth.sql). On a large
-- table it can be created concurrently before the upgrade.
create index if not exists resend_rejected_by_account on resend (account_id, requested_at desc) where not counts;
