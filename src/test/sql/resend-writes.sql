-- The two write transactions of an accepted resend with a reference, as ResendStore and TransitionSql send them, for pgbench. The
-- figures of docs/performance.md compare a database without the indexes of V12 with one that has them.
\set o random(0, 999999)
select uuidv7() as id \gset
with opened as (
  insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, requested_at,
    requested_by, actor, reference, status, due_at, attempts, recipient_check)
  values (:id, 'account-' || :o % 10000, 'order-' || :o, 'alpha', 'CA-' || :o, 'domain-validated',
    'admin@host-' || :o || '.example', now(), 'portal', 'portal', 'ticket-' || :o, 'relaying', now() + interval '1 minute', 1, null)
  returning id, account_id, requested_at, due_at, attempts),
begun as (insert into attempt (resend_id, number, started_at) select id, attempts, requested_at from opened where attempts > 0),
keyed as (
  insert into idempotency_key (account_id, name, resend_id, fingerprint, used_at)
  select account_id, gen_random_uuid()::text, id, 'fingerprint', requested_at from opened)
insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
select 'resend', cast(id as text), due_at, false, 1 from opened;
with moved as (
  update resend set status = 'accepted', due_at = null, attempts = 1, possibly_sent = false, recipient_check = 'SENT_ALONG',
    settled_at = now(), ca_reference = 'mail', ca_code = null, rejection_reason = null, refusal = null, ca_mark = null
  where id = :id and status = 'relaying' and attempts = 1
  returning id),
ended as (
  update attempt set outcome = 'accepted', duration_ms = 200, ca_code = null, cause = null
  where resend_id = :id and number = 1 and exists (select from moved)),
task as (delete from scheduled_tasks where task_name = 'resend' and task_instance = :id::text and not picked
  and exists (select from moved))
select count(*) from moved;
