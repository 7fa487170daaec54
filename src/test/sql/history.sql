-- Inserts a year of resends, for the figures of docs/scaling.md. Requires a migrated database without running services:
--   psql -v resends=20000000 -f src/test/sql/history.sql
-- A million orders of 10,000 accounts, and for each resend an attempt. One resend in 100 is of account-1, and half of
-- those are of its order-1 and were rejected; of the others one in ten was.

-- Inserts without foreign key checks, in chronological order, as the service would have inserted the rows.
set session_replication_role = replica;
set synchronous_commit = off;
-- A synchronized scan that starts in the middle of the table would insert the attempts out of order.
set synchronize_seqscans = off;
select extract(epoch from interval '1 year') / :resends as apart \gset

insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type, certificate_authority, status,
  status_as_of, ordered_at, expires_at, admin_email, captured_at, captured_by)
select 'order-' || i, 'account-' || i % 10000, 'CA-' || i, 'host-' || i || '.example', 'domain-validated', 'alpha', 'issued',
  now(), now() - random() * interval '1 year', now() + random() * interval '1 year', 'admin@host-' || i || '.example', now(),
  'ordering'
from generate_series(1, 1000000) i on conflict do nothing;

-- Indexes that are not chronological are created afterwards, which takes a fraction of the time.
create temp table made_later as
select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as statement
from pg_index where indrelid = 'resend'::regclass and not indisprimary;
select 'drop index ' || name from made_later \gexec

insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, status,
  requested_at, requested_by, attempts, settled_at, ca_reference, ca_code, refusal)
select
  (lpad(to_hex(floor(extract(epoch from time) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3)
    || '8' || substr(md5(i::text), 4, 15))::uuid,
  'account-' || o % 10000, 'order-' || o, 'alpha', 'CA-' || o, 'domain-validated', 'admin@host-' || o || '.example',
  case when no then 'rejected' else 'accepted' end, time, 'portal-' || o % 10000, 1, time + interval '200 ms',
  case when not no then 'mail-CA-' || o end, case when no then 'WRONG_STATE' end, case when no then 'WRONG_STATE' end
from (
  select i, now() - interval '1 year 1 hour' + i * :apart * interval '1 second' as time,
    case when i % 200 = 0 then 1 when i % 100 = 0 then 1 + 10000 * (i / 100 % 100)
      else 1 + (i * 7919::bigint) % 1000000 end as o,
    i % 200 = 0 or i % 10 = 3 as no
  from generate_series(1, :resends) i) as past;

insert into attempt (resend_id, number, started_at, duration_ms, outcome, ca_code)
select id, 1, requested_at, 200, status, ca_code from resend;

-- Every request has an idempotency key.
insert into idempotency_key (account_id, name, resend_id, fingerprint, used_at)
select account_id, gen_random_uuid()::text, id, encode(sha256(id::text::bytea), 'hex'), requested_at
from resend where requested_at > now() - interval '7 days';

select statement from made_later \gexec
vacuum analyze certificate_order, resend, attempt, idempotency_key;

-- A final resend is longer than a new one, and all rows so far are final. The free space at the end of their pages would
-- accept new rows, unlike the pages that the service writes. These rows fill it.
insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, status,
  requested_at, requested_by, attempts, settled_at)
select uuidv7(interval '-2 hours'), 'account-' || o % 10000, 'order-' || o, 'alpha', 'CA-' || o, 'domain-validated',
  'admin@host-' || o || '.example', 'accepted', now() - interval '2 hours', 'portal', 1, now() - interval '2 hours'
from (select (random() * 999999)::int + 1 as o from generate_series(1, :resends / 130)) as filling;
