-- For years of a million resends a day; docs/scaling.md has what was measured.

-- Whether a resend takes a place in the limits. A client that is refused again and again must not make the next count
-- longer, so the indexes that serve the limits hold only what counts. By a column of its own and not by their status:
-- PostgreSQL leaves the indexes alone when a row is updated only if no column changes that any index mentions (HOT), and
-- this one changes but for a resend that is refused or given up. Before, every update of a resend wrote to all indexes.
alter table resend add column counts boolean not null
    generated always as (status in ('pending', 'relaying', 'accepted', 'unknown')) stored;

drop index resend_by_account;
create index resend_counting_by_account on resend (account_id, requested_at desc) where counts;
create index resend_counting_by_order on resend (account_id, order_id, requested_at desc) where counts;

-- By default a table is vacuumed when a fifth of it is dead and analysed when a tenth has changed: after months, for one
-- that holds a year. What comes and goes in a day is a number that does not depend on the size. A vacuum reads only the
-- pages that have changed, and passes over the indexes while few of them have, so that many small ones cost no more than
-- one large one. No room is kept free on the pages (fillfactor): 97 to 99 of 100 updates find some as it is.
alter table resend set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000);
alter table attempt set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000);
alter table idempotency_key set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000);

-- Every resend makes a row here and takes it away. Replicas look every second for the earliest one, and pass over all that
-- is gone and not vacuumed; so it is vacuumed by count, also while a CA is away and a day's resends wait here, and without
-- the pauses that are meant for tables larger than this one ever is.
alter table scheduled_tasks set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
