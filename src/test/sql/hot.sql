-- The statements of a resend and of its history as the service sends them, for pgbench; see docs/scaling.md.
\set o random(1, 1000000)
\set ago random(1, 8000)
select uuidv7() as id \gset
begin;
select pg_advisory_xact_lock(hashtextextended('account-' || :o % 10000, 0));
select newest.*, o.*, k.resend_id, k.fingerprint,
  (select requested_at from resend where account_id = 'account-' || :o % 10000 and order_id = 'order-' || :o
    and requested_at > now() - interval '1 day' and counts order by requested_at desc offset 4 limit 1),
  (select requested_at from resend where account_id = 'account-' || :o % 10000
    and requested_at > now() - interval '1 hour' and counts order by requested_at desc offset 99 limit 1),
  (select array_agg(requested_at) from (select requested_at from resend where account_id = 'account-' || :o % 10000
    and requested_at > now() - interval '1 hour' and not counts order by requested_at desc limit 50) as rejected)
from (values (1)) as one
left join lateral (select status, due_at, settled_at from resend where account_id = 'account-' || :o % 10000
  and order_id = 'order-' || :o and counts order by requested_at desc limit 1) as newest on true
left join certificate_order o on o.account_id = 'account-' || :o % 10000 and o.id = 'order-' || :o
left join idempotency_key k on k.account_id = 'account-' || :o % 10000 and k.name = 'key-' || :o;
with opened as (
  insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, status,
    requested_at, requested_by, due_at, attempts)
  values (:id, 'account-' || :o % 10000, 'order-' || :o, 'alpha', 'CA-' || :o, 'domain-validated',
    'admin@host-' || :o || '.example', 'relaying', now(), 'portal', now() + interval '1 minute', 1)
  returning id, account_id, requested_at, due_at, attempts),
begun as (insert into attempt (resend_id, number, started_at) select id, attempts, requested_at from opened),
keyed as (
  insert into idempotency_key (account_id, name, resend_id, fingerprint, used_at)
  select account_id, gen_random_uuid()::text, id, 'fingerprint', requested_at from opened)
insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
select 'resend', id::text, due_at, false, 1 from opened;
commit;
with moved as (
  update resend set status = 'accepted', settled_at = now(), due_at = null, ca_reference = 'mail'
  where id = :id and status = 'relaying' and attempts = 1
  returning id, account_id, order_id, status, certificate_authority, reference, settled_at),
events as (
  insert into event (id, account_id, type, order_id, resend_id, status, certificate_authority, reference, occurred_at)
  select cast(lpad(to_hex(cast(floor(extract(epoch from settled_at) * 1000) as bigint)), 12, '0')
      || '7' || substr(replace(cast(gen_random_uuid() as text), '-', ''), 14) as uuid),
    account_id, 'resend.settled', order_id, id, status, certificate_authority, reference, settled_at
  from moved returning id),
ended as (
  update attempt set outcome = 'accepted', duration_ms = 200
  where resend_id = :id and number = 1 and exists (select from moved)),
task as (
  delete from scheduled_tasks where task_name = 'resend' and task_instance = :id::text and not picked
  and exists (select from moved))
select count(*) from moved;
select * from resend where account_id = 'account-' || :o % 10000 and order_id = 'order-' || :o
  order by requested_at desc, id desc limit 51;
select * from resend where account_id = 'account-1' and order_id = 'order-1'
  and (requested_at, id) < (now() - :ago * interval '1 hour', '00000000-0000-7000-8000-000000000000')
  order by requested_at desc, id desc limit 51;
select * from resend where id = :id;
select * from attempt where resend_id = :id and number > 0 order by number;
-- The order with the most rejections.
select * from resend where account_id = 'account-1' and order_id = 'order-1' and counts order by requested_at desc limit 1;
