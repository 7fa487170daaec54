package sslorders.order;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sslorders.account.AccountId;
import sslorders.ca.CertificateAuthorities;
import sslorders.paging.Page;

/** Reads the pages of an account's orders in both directions. The API's list has only a cursor for the next page. */
@Singleton
public class OrderBrowser {
    private final OrderRepository orders;
    private final CertificateAuthorities authorities;
    private final InstantSource clock;

    OrderBrowser(OrderRepository orders, CertificateAuthorities authorities, InstantSource clock) {
        this.orders = orders;
        this.authorities = authorities;
        this.clock = clock;
    }

    /**
     * One page of the list, ordered by expiry.
     *
     * @param after the cursor of the next page; empty for the first page
     * @param before the cursor of the previous page; empty for the first page
     */
    public record Slice(List<OrderView> orders, Optional<String> after, Optional<String> before) {}

    /** Returns the order with the given ID; empty if the account has no such order. */
    public Optional<OrderView> find(AccountId account, OrderId id) {
        return orders.findRow(account, id).map(this::view);
    }

    /**
     * Returns the first page, or the page after a cursor.
     *
     * @param filters the filter parameters of the list, with the same names as in the API
     * @throws sslorders.error.ServiceException {@code invalid-request} or {@code invalid-cursor}
     */
    public Slice page(AccountId account, Map<String, String> filters, Optional<String> after, int limit) {
        OrderQuery query = query(account, filters, OrderSort.EXPIRES_AT, after, limit);
        Page<OrderRow> page = Page.of(orders.page(query), limit, query::cursorAfter);
        Optional<String> before = after.flatMap(cursor -> page.items().stream().findFirst())
                .map(first -> query(account, filters, OrderSort.EXPIRES_AT_DESCENDING, Optional.empty(), limit)
                        .cursorAfter(first));
        return new Slice(page.map(this::view).items(), page.nextCursor(), before);
    }

    /**
     * Returns the page before a cursor.
     *
     * @throws sslorders.error.ServiceException for the same reasons as {@link #page}
     */
    public Slice pageBefore(AccountId account, Map<String, String> filters, String before, int limit) {
        OrderQuery query = query(account, filters, OrderSort.EXPIRES_AT_DESCENDING, Optional.of(before), limit);
        Page<OrderRow> page = Page.of(orders.page(query), limit, query::cursorAfter);
        Optional<String> after = page.items().stream()
                .findFirst()
                .map(last -> query(account, filters, OrderSort.EXPIRES_AT, Optional.empty(), limit)
                        .cursorAfter(last));
        return new Slice(page.map(this::view).items().reversed(), after, page.nextCursor());
    }

    private static OrderQuery query(
            AccountId account, Map<String, String> filters, OrderSort sort, Optional<String> cursor, int limit) {
        Map<String, List<String>> parameters = new HashMap<>();
        filters.forEach((name, value) -> parameters.put(name, List.of(value)));
        parameters.put("sort", List.of(sort.wireName()));
        parameters.put("limit", List.of(String.valueOf(limit)));
        cursor.ifPresent(text -> parameters.put("cursor", List.of(text)));
        return OrderQuery.parse(account, parameters);
    }

    private OrderView view(OrderRow row) {
        return OrderView.of(row, authorities, clock.instant());
    }
}
