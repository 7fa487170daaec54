package sslorders.resend;

import java.util.List;

/**
 * A page of an order's history as the API shows it.
 *
 * @param nextCursor where the next page begins; null, and so left out, on the last one
 */
public record ResendPage(List<ResendView> resends, String nextCursor) {}
