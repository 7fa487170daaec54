package sslorders.order;

import java.util.List;

/**
 * A page of the list as the API shows it.
 *
 * @param nextCursor where the next page begins; null, and so left out, on the last one
 */
public record OrderPage(List<OrderView> orders, String nextCursor) {}
