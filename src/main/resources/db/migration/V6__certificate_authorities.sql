-- Some CAs want to know the product. What was true when the resend was asked for, as for the columns beside it.
alter table resend add column certificate_type text;
update resend set certificate_type = (select o.certificate_type from certificate_order o where o.id = resend.order_id);
alter table resend alter column certificate_type set not null;
