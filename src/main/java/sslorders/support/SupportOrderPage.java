package sslorders.support;

import java.util.List;

/**
 * A page of a search in the API.
 *
 * @param nextCursor the cursor of the next page; null, and omitted from the JSON, on the last page
 */
record SupportOrderPage(List<SupportOrderView> orders, String nextCursor) {}
