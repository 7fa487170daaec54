package sslorders.order;

import java.util.List;

/**
 * A page of the changes of an order's admin e-mail in the API.
 *
 * @param nextCursor the cursor of the next page; null, and omitted from the JSON, on the last page
 */
public record AddressChangePage(List<AddressChange> adminEmailChanges, String nextCursor) {}
