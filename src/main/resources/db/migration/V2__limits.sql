-- Serves the count of an account's newest resends. The count of an order's is served by resend_by_order.
create index resend_by_account on resend (account_id, requested_at desc);
