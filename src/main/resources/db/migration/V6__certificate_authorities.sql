-- Some CAs want to know the product. What was true when the resend was asked for, as for the columns beside it.
alter table resend add column certificate_type text not null default '';
update resend set certificate_type = (select o.certificate_type from certificate_order o where o.id = resend.order_id);

-- A CA that can be asked later whether a mail went out leaves a mark; until then the resend is unknown, and not settled.
alter table resend add column ca_mark text;
alter table resend drop constraint due_or_settled;
alter table resend add constraint due_or_settled check (
    (due_at is null) = (settled_at is not null)
    and (status not in ('pending', 'relaying') or settled_at is null)
    and (status not in ('accepted', 'rejected', 'gave-up') or settled_at is not null)
    and (status <> 'unknown' or settled_at is not null or ca_mark is not null));
