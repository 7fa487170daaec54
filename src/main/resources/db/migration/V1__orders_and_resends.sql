-- Orders and resends. No certificate, CSR or key has a column here, and none may be given one.

create table certificate_order (
    id                    text collate "C" primary key,
    account_id            text collate "C" not null,
    ca_order_id           text not null,
    common_name           text not null,
    certificate_type      text not null,
    certificate_authority text not null,
    status                text not null check (status in (
        'pending-approval', 'processing', 'issued', 'reissue-pending', 'revoked', 'cancelled', 'rejected', 'unknown')),
    status_as_of          timestamptz not null,
    ordered_at            timestamptz not null,
    expires_at            timestamptz,
    -- The sort key of the list: never null, so that one row comparison finds the place of a cursor in the index.
    -- An order without expiry sorts last; capture refuses an expiry that would come near this end of time.
    expiry_sort           timestamptz not null
        generated always as (coalesce(expires_at, timestamptz '9999-12-31 00:00:00+00')) stored,
    admin_email           text,
    captured_at           timestamptz not null
);

-- Serves the default sort and its cursor: the "C" order of ids is the same on every machine.
create index certificate_order_by_expiry on certificate_order (account_id, expiry_sort, id);

create table resend (
    id                    uuid primary key,
    account_id            text collate "C" not null,
    order_id              text collate "C" not null references certificate_order (id),
    -- What was true when the resend was asked for; a later capture changes the order, not what was done.
    certificate_authority text not null,
    ca_order_id           text not null,
    recipient             text not null,
    status                text not null check (status in ('relaying', 'accepted', 'rejected', 'unknown', 'gave-up')),
    requested_at          timestamptz not null,
    requested_by          text not null,
    settled_at            timestamptz,
    ca_reference          text,
    ca_code               text,
    constraint settled_unless_relaying check ((status = 'relaying') = (settled_at is null))
);

create index resend_by_order on resend (account_id, order_id, requested_at desc, id desc);
