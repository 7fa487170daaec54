-- Who last said what an order is: the subject of the ordering system's token. Null for what was captured before this.
alter table certificate_order add column captured_by text;

-- The admin e-mails that an order has had: one row whenever a capture changes it. A resend keeps the one that it used.
create table admin_email_change (
    id         bigint generated always as identity primary key,
    account_id text collate "C" not null,
    order_id   text collate "C" not null references certificate_order (id),
    changed_at timestamptz not null,
    changed_by text,
    previous   text,
    replaced_by text
);

create index admin_email_change_by_order on admin_email_change (account_id, order_id, changed_at);

-- By the database, since only it knows what a capture replaces when two of one order come at once, and no way of writing
-- orders can forget it.
create function record_admin_email_change() returns trigger language plpgsql as $$
begin
    insert into admin_email_change (account_id, order_id, changed_at, changed_by, previous, replaced_by)
    values (new.account_id, new.id, new.captured_at, new.captured_by, old.admin_email, new.admin_email);
    return null;
end
$$;

create trigger admin_email_changed after update of admin_email on certificate_order
    for each row when (old.admin_email is distinct from new.admin_email)
    execute function record_admin_email_change();
