package sslorders.order;

/**
 * An order of any account, for a support agent.
 *
 * @param account the account's ID; not validated again, because an earlier release with other rules may have stored it
 * @param order the order as its account sees it
 */
public record FoundOrder(String account, String caOrderId, OrderView order) {}
