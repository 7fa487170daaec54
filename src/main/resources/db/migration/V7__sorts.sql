-- Serves the list by the time of the order, as certificate_order_by_expiry does by expiry.
create index certificate_order_by_ordered_at on certificate_order (account_id, ordered_at, id);
