-- Data of this release: orders, resends of every status with their attempts, idempotency keys and scheduled tasks. Times are
-- relative to now, so that due tasks are due. Plain inserts, as the release wrote them, without columns of later releases.

insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type, certificate_authority, status,
  status_as_of, ordered_at, expires_at, admin_email, captured_at, captured_by) values
('8001', 'acme', 'ok-8001', 'new.acme.example', 'domain-validated', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() + interval '1 day', 'admin@acme.example', now() - interval '9 days', 'ordering'),
('8002', 'acme', 'ok-8002', 'accepted.acme.example', 'domain-validated', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() + interval '2 days', 'old@acme.example', now() - interval '9 days', 'ordering'),
('8003', 'acme', 'no-8003', 'rejected.acme.example', 'wildcard', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() + interval '3 days', 'admin@acme.example', now() - interval '9 days', null),
('8004', 'acme', 'late-8004', 'unknown.acme.example', 'domain-validated', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() + interval '4 days', 'admin@acme.example', now() - interval '9 days', 'ordering'),
('8005', 'acme', 'ok-8005', 'given-up.acme.example', 'domain-validated', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() + interval '5 days', 'admin@acme.example', now() - interval '9 days', 'ordering'),
('8006', 'acme', 'ok-8006', 'waiting.acme.example', 'domain-validated', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() + interval '6 days', 'admin@acme.example', now() - interval '9 days', 'ordering'),
('8007', 'acme', 'ok-8007', 'left-behind.acme.example', 'domain-validated', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() + interval '7 days', 'admin@acme.example', now() - interval '9 days', 'ordering'),
('8008', 'acme', 'ok-8008', 'unknown.acme.example', 'domain-validated', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() + interval '8 days', 'admin@acme.example', now() - interval '9 days', 'ordering'),
('8009', 'acme', 'ok-8009', 'resting.acme.example', 'domain-validated', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() + interval '9 days', 'admin@acme.example', now() - interval '9 days', 'ordering'),
('8010', 'acme', 'ok-8010', 'used-up.acme.example', 'domain-validated', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() + interval '10 days', 'admin@acme.example', now() - interval '9 days', 'ordering'),
('8011', 'acme', 'ok-8011', 'revoked.acme.example', 'domain-validated', 'alpha', 'revoked', now() - interval '9 days', now() - interval '10 days', null, null, now() - interval '9 days', 'ordering'),
('9001', 'globex', 'ok-9001', 'www.globex.example', 'domain-validated', 'alpha', 'issued', now() - interval '9 days', now() - interval '10 days', now() - interval '1 day', 'admin@globex.example', now() - interval '9 days', 'ordering');

-- The trigger records the earlier address.
update certificate_order set admin_email = 'admin@acme.example', captured_at = now() - interval '8 days' where id = '8002';

insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, status,
  requested_at, requested_by, due_at, attempts, possibly_sent, settled_at, ca_reference, ca_code, ca_mark, refusal) values
('01900000-0000-7000-8000-000000000002', 'acme', '8002', 'alpha', 'ok-8002', 'domain-validated', 'old@acme.example', 'accepted', now() - interval '3 days', 'acme-portal', null, 2, false, now() - interval '3 days' + interval '5 seconds', 'REF-2', null, null, null),
('01900000-0000-7000-8000-000000000003', 'acme', '8003', 'alpha', 'no-8003', 'wildcard', 'admin@acme.example', 'rejected', now() - interval '1 hour', 'acme-portal', null, 1, false, now() - interval '1 hour', null, 'wrong-state', null, 'WRONG_STATE'),
('01900000-0000-7000-8000-000000000004', 'acme', '8004', 'alpha', 'late-8004', 'domain-validated', 'admin@acme.example', 'unknown', now() - interval '2 days', 'acme-portal', null, 1, true, now() - interval '2 days' + interval '10 seconds', null, null, null, null),
('01900000-0000-7000-8000-000000000005', 'acme', '8005', 'alpha', 'ok-8005', 'domain-validated', 'admin@acme.example', 'gave-up', now() - interval '2 days', 'acme-portal', null, 1, false, now() - interval '1 day', null, null, null, null),
('01900000-0000-7000-8000-000000000006', 'acme', '8006', 'alpha', 'ok-8006', 'domain-validated', 'admin@acme.example', 'pending', now() - interval '2 hours', 'acme-portal', now() - interval '1 hour', 1, false, null, null, null, null, null),
('01900000-0000-7000-8000-000000000007', 'acme', '8007', 'alpha', 'ok-8007', 'domain-validated', 'admin@acme.example', 'relaying', now() - interval '2 hours', 'acme-portal', now() - interval '1 hour', 1, false, null, null, null, null, null),
('01900000-0000-7000-8000-000000000008', 'acme', '8008', 'alpha', 'ok-8008', 'domain-validated', 'admin@acme.example', 'unknown', now() - interval '1 hour', 'acme-portal', now() + interval '10 hours', 1, true, null, null, null, 'sent before 12', null),
('01900000-0000-7000-8000-000000000009', 'acme', '8009', 'alpha', 'ok-8009', 'domain-validated', 'admin@acme.example', 'accepted', now() - interval '1 minute', 'acme-portal', null, 1, false, now() - interval '1 minute', 'REF-9', null, null, null);

insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, certificate_type, recipient, status,
  requested_at, requested_by, attempts, settled_at)
select cast('01900000-0000-7000-8000-00000000001' || i as uuid), 'acme', '8010', 'alpha', 'ok-8010', 'domain-validated',
  'admin@acme.example', 'accepted', now() - i * interval '2 hours', 'acme-portal', 1, now() - i * interval '2 hours'
from generate_series(1, 5) i;

insert into attempt (resend_id, number, started_at, duration_ms, outcome, ca_code, cause) values
('01900000-0000-7000-8000-000000000002', 1, now() - interval '3 days', 12, 'not-executed', null, 'the CA answered 503'),
('01900000-0000-7000-8000-000000000002', 2, now() - interval '3 days' + interval '5 seconds', 80, 'accepted', null, null),
('01900000-0000-7000-8000-000000000003', 1, now() - interval '1 hour', 20, 'rejected', 'wrong-state', null),
('01900000-0000-7000-8000-000000000004', 1, now() - interval '2 days', 10000, 'unknown', null, 'no answer in time'),
('01900000-0000-7000-8000-000000000005', 1, now() - interval '2 days', 3, 'not-executed', null, 'not reached'),
('01900000-0000-7000-8000-000000000006', 1, now() - interval '2 hours', 3, 'not-executed', null, 'not reached'),
('01900000-0000-7000-8000-000000000007', 1, now() - interval '2 hours', null, null, null, null),
('01900000-0000-7000-8000-000000000008', 1, now() - interval '1 hour', 10000, 'unknown', null, 'no answer in time'),
('01900000-0000-7000-8000-000000000009', 1, now() - interval '1 minute', 60, 'accepted', null, null);

insert into idempotency_key (account_id, name, resend_id, fingerprint, used_at)
select account_id, 'key-of-' || order_id, id, encode(sha256(convert_to(order_id || chr(10), 'UTF8')), 'hex'), requested_at
from resend where order_id in ('8002', '8003', '8006');

-- The replica crashed during the call for 8007.
insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version) values
('resend', '01900000-0000-7000-8000-000000000006', now() - interval '1 hour', false, null, null, 3),
('resend', '01900000-0000-7000-8000-000000000007', now() - interval '1 hour', true, 'a-replica', now() - interval '1 hour', 2),
('resend', '01900000-0000-7000-8000-000000000008', now() + interval '10 hours', false, null, null, 1),
('clean-up', 'recurring', now() + interval '1 hour', false, null, null, 4);
