-- Prints what a page of 50 resends reads, for each kind of list of AccountResends. Requires the rows of resends.sql:
--   psql -v resends=20000000 -f src/test/sql/resend-pages.sql

-- The settings of the service's sessions.
set plan_cache_mode = force_generic_plan;
set enable_seqscan = off;
set enable_bitmapscan = off;
set enable_sort = off;
set jit = off;

\set columns 'id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, requested_at, requested_by, actor, reference, status, due_at, attempts, possibly_sent, recipient_check, settled_at, ca_reference, ca_code, coalesce(rejection_reason, refusal), ca_mark'
\set utc '(requested_at at time zone ''UTC'')'

prepare of_account (text, timestamptz, uuid, timestamptz, bigint) as
select :columns, :utc as listed_at from resend where account_id = $1
  and (:utc, id) < ($2 at time zone 'UTC', $3) and :utc > $4 at time zone 'UTC'
order by listed_at desc, id desc limit $5;

prepare of_order (text, text, timestamptz, uuid, timestamptz, bigint) as
select :columns, requested_at as listed_at from resend where account_id = $1 and order_id = $2
  and (requested_at, id) < ($3, $4) and requested_at > $5
order by listed_at desc, id desc limit $6;

prepare with_reference (text, text, timestamptz, uuid, timestamptz, bigint) as
select :columns, requested_at as listed_at from resend where account_id = $1 and reference = $2
  and (requested_at, id) < ($3, $4) and requested_at > $5
order by listed_at desc, id desc limit $6;

prepare filtered (text, text, text, text, timestamptz, uuid, timestamptz, bigint) as
select scanned.matches, scanned.number, scanned.* from (
  select resend.*,
    status = any(string_to_array($1, ',')) and certificate_authority = coalesce($2, certificate_authority)
      and order_id = coalesce($3, order_id) as matches,
    row_number() over (order by listed_at desc, id desc) as number
  from (
    select :columns, :utc as listed_at from resend where account_id = $4
      and (:utc, id) < ($5 at time zone 'UTC', $6) and :utc > $7 at time zone 'UTC'
    order by listed_at desc, id desc limit 2000) as resend) as scanned
where matches or number = 2000
order by listed_at desc, id desc limit $8;

prepare filtered_reference (text, text, text, text, text, timestamptz, uuid, timestamptz, bigint) as
select scanned.matches, scanned.number, scanned.* from (
  select resend.*,
    status = any(string_to_array($1, ',')) and certificate_authority = coalesce($2, certificate_authority)
      and order_id = coalesce($3, order_id) as matches,
    row_number() over (order by listed_at desc, id desc) as number
  from (
    select :columns, requested_at as listed_at from resend where account_id = $4 and reference = $5
      and (requested_at, id) < ($6, $7) and requested_at > $8
    order by listed_at desc, id desc limit 2000) as resend) as scanned
where matches or number = 2000
order by listed_at desc, id desc limit $9;

create temp table page (list text, call text);
\set none '''00000000-0000-0000-0000-000000000000'''
\set all '''pending,relaying,accepted,rejected,unknown,gave-up'''

-- The last resend of page 999 of account-0, or of a page in the middle if the account has fewer pages.
select requested_at as deep_time, id as deep_id from resend where account_id = 'account-0'
order by :utc desc, id desc offset least(49949, :resends / 20 - 1) limit 1 \gset
select max(reference) as ticket, max(order_id) as ticket_order from resend
where account_id = 'account-0' and reference like 'ticket-%' and requested_at > :'deep_time' \gset

insert into page values
  ('first page', format('of_account(%L, ''9999-01-01'', %L, ''1970-01-01'', 51)', 'account-0', :none)),
  ('page 1,000', format('of_account(%L, %L, %L, ''1970-01-01'', 51)', 'account-0', :'deep_time', :'deep_id')),
  ('requestedBefore and requestedAfter', format('of_account(%L, now() - interval ''180 days'', %L, now() - interval ''181 days'', 51)', 'account-0', :none)),
  ('orderId', format('of_order(%L, %L, ''9999-01-01'', %L, ''1970-01-01'', 51)', 'account-0', 'order-0', :none)),
  ('reference, one resend', format('with_reference(%L, %L, ''9999-01-01'', %L, ''1970-01-01'', 51)', 'account-0', :'ticket', :none)),
  ('reference, 1 % of the resends', format('with_reference(%L, %L, ''9999-01-01'', %L, ''1970-01-01'', 51)', 'account-0', 'batch', :none)),
  ('status=rejected', format('filtered(''rejected'', null, null, %L, ''9999-01-01'', %L, ''1970-01-01'', 51)', 'account-0', :none)),
  ('certificateAuthority=beta', format('filtered(%L, ''beta'', null, %L, ''9999-01-01'', %L, ''1970-01-01'', 51)', :all, 'account-0', :none)),
  ('status=unknown', format('filtered(''unknown'', null, null, %L, ''9999-01-01'', %L, ''1970-01-01'', 51)', 'account-0', :none)),
  ('status=unknown, page 1,000', format('filtered(''unknown'', null, null, %L, %L, %L, ''1970-01-01'', 51)', 'account-0', :'deep_time', :'deep_id')),
  ('orderId and reference', format('filtered_reference(%L, null, ''order-0'', %L, %L, ''9999-01-01'', %L, ''1970-01-01'', 51)', :all, 'account-0', 'batch', :none)),
  ('first page of another account', format('of_account(%L, ''9999-01-01'', %L, ''1970-01-01'', 51)', 'account-1', :none));

-- Executes a list six times, and returns the counts of the last execution and the median time.
create function pg_temp.measure(call text, out plan jsonb, out ms numeric) language plpgsql as $$
declare times numeric[];
begin
  for i in 1..6 loop
    execute 'explain (analyze, buffers, timing off, format json) execute ' || call into plan;
    times := times || (plan #>> '{0,Execution Time}')::numeric;
  end loop;
  select percentile_cont(0.5) within group (order by time) into ms from unnest(times) time;
end $$;

select list, m.plan #>> '{0,Plan,Actual Rows}' as rows,
  (select sum((scan ->> 'Actual Rows')::numeric + coalesce((scan ->> 'Rows Removed by Filter')::numeric, 0))
    from jsonb_path_query(m.plan, 'strict $.** ? (exists(@."Relation Name"))') as scan) as read,
  (select string_agg(scan ->> 'Node Type' || ' ' || (scan ->> 'Index Name'), ', ')
    from jsonb_path_query(m.plan, 'strict $.** ? (exists(@."Relation Name"))') as scan) as scans,
  (m.plan #>> '{0,Plan,Shared Hit Blocks}')::int + (m.plan #>> '{0,Plan,Shared Read Blocks}')::int as buffers,
  round(m.ms, 2) as ms
from page, pg_temp.measure(call) as m;
