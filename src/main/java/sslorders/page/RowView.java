package sslorders.page;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import sslorders.order.OrderStatus;
import sslorders.order.OrderView;
import sslorders.resend.FulfillmentEmailView;

/**
 * A row of the list.
 *
 * @param expires the expiry as an HTML element, or the page's own text
 * @param kind the API name of the status, for the style sheet
 * @param back the address of the list that contains the row
 */
public record RowView(
        String id,
        String commonName,
        String certificateType,
        String expires,
        boolean isExpired,
        String status,
        String kind,
        EmailCell email,
        String back) {

    static RowView of(
            OrderView order,
            FulfillmentEmailView email,
            Optional<Instant> pausedUntil,
            String back,
            Messages texts,
            Times times,
            Instant now) {
        boolean isExpired = order.expired() && order.status() == OrderStatus.ISSUED;
        return new RowView(
                order.id(),
                order.commonName(),
                order.certificateType(),
                order.expiresAt() == null ? texts.noExpiry() : times.date(order.expiresAt()),
                order.expired(),
                isExpired ? texts.expired() : Texts.status(order.status(), texts),
                isExpired ? "expired" : order.status().wireName(),
                EmailCell.of(email, pausedUntil, texts, times, now),
                back);
    }

    /** Returns the address of the order's own page. */
    public String historyPath() {
        return PagePaths.with(PagePaths.ORDER, parameters());
    }

    /** Returns the address of the dialog. */
    public String dialogPath() {
        return PagePaths.with(PagePaths.RESEND, parameters());
    }

    /** Returns the address of only this row. */
    public String rowPath() {
        return PagePaths.with(PagePaths.ROW, parameters());
    }

    private Map<String, String> parameters() {
        return PagePaths.orderParameters(id, back);
    }
}
