-- A client's own name for a request, unique within its account; null for a request without one, and once it is free again.
alter table resend add column idempotency_key text;
-- What was asked for, as a digest, to tell a repetition from another request with the same key.
alter table resend add column fingerprint text;
-- Why the CA refused, in the words of the port.
alter table resend add column refusal text;

create unique index resend_by_key on resend (account_id, idempotency_key) where idempotency_key is not null;
