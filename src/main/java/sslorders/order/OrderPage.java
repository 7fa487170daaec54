package sslorders.order;

import java.util.List;
import sslorders.paging.Page;

/**
 * A page of the list in JSON. A record of its own, since Quarkus generates serializers of such and none of generic types.
 *
 * @param nextCursor where the next page begins; null, and so left out, on the last one
 */
public record OrderPage(List<OrderView> orders, String nextCursor) {

    static OrderPage of(Page<OrderView> page) {
        return new OrderPage(page.items(), page.nextCursor().orElse(null));
    }
}
