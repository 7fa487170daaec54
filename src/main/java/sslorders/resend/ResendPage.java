package sslorders.resend;

import java.util.List;

/**
 * A page of an order's resend history in the API.
 *
 * @param nextCursor the cursor of the next page; null, and omitted from the JSON, on the last page
 */
public record ResendPage(List<ResendView> resends, String nextCursor) {}
