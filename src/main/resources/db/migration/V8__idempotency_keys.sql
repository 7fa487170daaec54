-- The keys leave the resends. To forget a key there wrote the whole row anew, a week after its neighbours had filled the
-- page: the table grew by half and its primary key to twice its size. Here a key is a row of a small table that comes and
-- goes, and a resend that has been settled is never written again.
create table idempotency_key (
    account_id  text collate "C" not null,
    -- A client's own name for a request, unique within its account.
    name        text not null,
    resend_id   uuid not null references resend (id) on delete cascade,
    -- What was asked for, as a digest, to tell a repetition from another request with the same key.
    fingerprint text not null,
    used_at     timestamptz not null,
    primary key (account_id, name)
);

-- Serves the cascade: whoever deletes a resend looks here for its key.
create unique index idempotency_key_by_resend on idempotency_key (resend_id);
-- Finds the keys that are old enough to be forgotten.
create index idempotency_key_by_age on idempotency_key (used_at);

insert into idempotency_key (account_id, name, resend_id, fingerprint, used_at)
select account_id, idempotency_key, id, fingerprint, requested_at from resend where idempotency_key is not null;

drop index resend_by_key_age;
drop index resend_by_key;
alter table resend drop column idempotency_key, drop column fingerprint;
