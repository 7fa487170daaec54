-- The statements of a resend and of its history as the service sends them, for pgbench; see docs/scaling.md.
\set o random(1, 1000000)
\set ago random(1, 8000)
begin;
select pg_advisory_xact_lock(hashtextextended('account-' || :o % 10000, 0));
select r.*, k.fingerprint from idempotency_key k join resend r on r.id = k.resend_id
  where (k.account_id, k.name) = ('account-' || :o % 10000, 'key-' || :o);
select * from certificate_order where account_id = 'account-' || :o % 10000 and id = 'order-' || :o;
select * from resend where account_id = 'account-' || :o % 10000 and order_id = 'order-' || :o and counts
  order by requested_at desc limit 1;
select requested_at from resend where account_id = 'account-' || :o % 10000 and order_id = 'order-' || :o
  and requested_at > now() - interval '1 day' and counts order by requested_at desc limit 5;
select requested_at from resend where account_id = 'account-' || :o % 10000
  and requested_at > now() - interval '1 hour' and counts order by requested_at desc limit 100;
select uuidv7() as id \gset
insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, status,
    requested_at, requested_by, due_at, attempts)
  values (:id, 'account-' || :o % 10000, 'order-' || :o, 'alpha', 'CA-' || :o, 'domain-validated',
    'admin@host-' || :o || '.example', 'relaying', now(), 'portal', now() + interval '1 minute', 1);
insert into attempt (resend_id, number, started_at) values (:id, 1, now());
insert into idempotency_key (account_id, name, resend_id, fingerprint, used_at)
  values ('account-' || :o % 10000, gen_random_uuid()::text, :id, 'fingerprint', now());
insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
  values ('resend', :id::text, now() + interval '1 minute', false, 1);
commit;
begin;
select * from resend where id = :id for no key update;
update attempt set outcome = 'accepted', duration_ms = 200 where resend_id = :id and number = 1;
update resend set status = 'accepted', settled_at = now(), due_at = null, ca_reference = 'mail' where id = :id;
delete from scheduled_tasks where task_name = 'resend' and task_instance = :id::text;
commit;
select * from resend where account_id = 'account-' || :o % 10000 and order_id = 'order-' || :o
  order by requested_at desc, id desc limit 51;
select * from resend where account_id = 'account-1' and order_id = 'order-1'
  and (requested_at, id) < (now() - :ago * interval '1 hour', '00000000-0000-7000-8000-000000000000')
  order by requested_at desc, id desc limit 51;
select * from resend where id = :id;
select * from attempt where resend_id = :id and number > 0 order by number;
-- Of an order that was refused more often than any.
select * from resend where account_id = 'account-1' and order_id = 'order-1' and counts order by requested_at desc limit 1;
