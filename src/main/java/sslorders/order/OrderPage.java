package sslorders.order;

import java.util.List;
import sslorders.paging.Page;

/**
 * The representation of a page of the order list. It is not generic, because Quarkus generates no serializers for generic types.
 *
 * @param nextCursor the cursor of the next page; null, and omitted from the JSON, on the last page
 */
public record OrderPage(List<OrderView> orders, String nextCursor) {

    static OrderPage of(Page<OrderView> page) {
        return new OrderPage(page.items(), page.nextCursor().orElse(null));
    }
}
