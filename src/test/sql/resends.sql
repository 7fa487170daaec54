-- Inserts a year of resends, for the figures of GET /ssl/resends in docs/performance.md. Requires a migrated, empty database:
--   psql -v resends=20000000 -f src/test/sql/resends.sql
-- A million orders of 10,000 accounts. One resend in ten is of account-0. Of 1,000 resends, 100 were rejected, one has an unknown
-- outcome, 200 are at the CA beta, 10 have the reference "batch", and 500 have a reference of their own.

-- Inserts without foreign key checks, in chronological order, as the service would have inserted the rows.
set session_replication_role = replica;
set synchronous_commit = off;
select extract(epoch from interval '1 year') / :resends as apart \gset

insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type, certificate_authority, status,
  status_as_of, ordered_at, captured_at)
select 'order-' || i, 'account-' || i % 10000, 'CA-' || i, 'host-' || i || '.example', 'domain-validated', 'alpha', 'issued',
  now(), now(), now()
from generate_series(0, 999999) i;

-- Indexes that are created afterwards take a fraction of the time.
create temp table made_later as
select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as statement
from pg_index where indrelid = 'resend'::regclass and not indisprimary;
select 'drop index ' || name from made_later \gexec

insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, status,
  requested_at, requested_by, reference, attempts, settled_at)
select
  (lpad(to_hex(floor(extract(epoch from time) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0')
    || '8' || lpad(to_hex(i), 15, '0'))::uuid,
  'account-' || account, 'order-' || account + 10000 * turn, case when kind % 5 = 0 then 'beta' else 'alpha' end,
  'CA-' || account + 10000 * turn, 'domain-validated', 'admin@host-' || account + 10000 * turn || '.example',
  case when kind < 100 then 'rejected' when kind = 100 then 'unknown' else 'accepted' end,
  time, 'portal-' || account, case when kind between 500 and 509 then 'batch' when kind % 2 = 0 then 'ticket-' || i end,
  1, time + interval '200 ms'
from (
  select i, now() - interval '1 year' + i * :apart * interval '1 second' as time, (i * 7919 + i / 10) % 1000 as kind,
    case when i % 10 = 0 then 0 else 1 + i * 7919 % 9999 end as account,
    case when i % 10 = 0 then i / 10 % 100 else i / 9999 % 100 end as turn
  from generate_series(1, :resends::bigint) i) as past;

select statement from made_later \gexec
vacuum analyze certificate_order, resend;
