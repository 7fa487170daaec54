package sslorders.page;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.order.FoundOrder;
import sslorders.order.OrderStatus;
import sslorders.order.OrderView;
import sslorders.order.SearchCriterion;
import sslorders.paging.Page;
import sslorders.paging.PageRequest;
import sslorders.pause.CaPauses;
import sslorders.resend.FulfillmentEmailView;
import sslorders.resend.ResendPreview;
import sslorders.resend.ResendView;
import sslorders.support.OwnedOrders.OwnedOrder;
import sslorders.support.SupportOrders;

/**
 * Reads the data of a screen for support agents from the services of the API, which record each read, and converts the data to texts.
 */
@Singleton
class SupportScreens {
    private static final int RESENDS = 10;

    private final SupportOrders orders;
    private final ResendPreview previews;
    private final Screens screens;
    private final CaPauses pauses;
    private final InstantSource clock;

    SupportScreens(
            SupportOrders orders, ResendPreview previews, Screens screens, CaPauses pauses, InstantSource clock) {
        this.orders = orders;
        this.previews = previews;
        this.screens = screens;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Returns the form with the result. An invalid search is not executed, and the view has its errors. */
    SearchView search(SearchForm form, Viewer viewer) {
        Messages texts = Texts.of(viewer.locale());
        if (!form.isSet()) {
            return new SearchView(form, criteria(form, texts), List.of(), List.of(), false, Optional.empty());
        }
        try {
            Page<FoundOrder> page = orders.search(form.query(Screens.ROWS));
            String back = form.address(form.cursor());
            return new SearchView(
                    form,
                    criteria(form, texts),
                    List.of(),
                    page.items().stream().map(found -> row(found, back, texts)).toList(),
                    true,
                    page.nextCursor().map(form::address));
        } catch (ServiceException refusal) {
            if (refusal.type() != ErrorType.INVALID_REQUEST && refusal.type() != ErrorType.INVALID_CURSOR) {
                throw refusal;
            }
            List<String> errors = Refusals.texts(refusal, viewer.locale());
            return new SearchView(form, criteria(form, texts), errors, List.of(), false, Optional.empty());
        }
    }

    private static List<ListView.Choice> criteria(SearchForm form, Messages texts) {
        return Arrays.stream(SearchCriterion.values())
                .map(criterion -> new ListView.Choice(
                        criterion.parameter(),
                        Texts.criterion(criterion, texts),
                        criterion.parameter().equals(form.criterion())))
                .toList();
    }

    private static SearchView.Row row(FoundOrder found, String back, Messages texts) {
        OrderView order = found.order();
        boolean isExpired = order.expired() && order.status() == OrderStatus.ISSUED;
        return new SearchView.Row(
                PagePaths.with(PagePaths.SUPPORT_ORDER, PagePaths.orderParameters(order.id(), back)),
                order.commonName(),
                found.account(),
                found.caOrderId(),
                order.certificateAuthority(),
                recipient(order, texts),
                isExpired ? texts.expired() : Texts.status(order.status(), texts),
                isExpired ? "expired" : order.status().wireName());
    }

    private static String recipient(OrderView order, Messages texts) {
        return order.adminEmail() == null ? texts.noAddress() : order.adminEmail();
    }

    /**
     * Returns the page of an order.
     *
     * @param cursor the cursor of the page of resends; empty for the newest resends
     * @param key the idempotency key of the form
     * @throws ServiceException {@code order-not-found} or {@code invalid-cursor}
     */
    FoundOrderView order(String id, Optional<String> cursor, String key, String back, Viewer viewer, String csrf) {
        OwnedOrder owned = orders.find(id);
        Page<ResendView> page = orders.historyWithAttempts(owned, new PageRequest(RESENDS, cursor));
        OrderView order = owned.found().order();
        FulfillmentEmailView email = previews.of(owned.account(), order.toSnapshot());
        Messages texts = Texts.of(viewer.locale());
        Instant now = clock.instant();
        Times times = new Times(viewer.locale(), viewer.zone(), now);
        Map<String, String> parameters = PagePaths.orderParameters(order.id(), back);
        return new FoundOrderView(
                screens.row(order, email, back, viewer),
                owned.account().value(),
                owned.found().caOrderId(),
                order.certificateAuthority(),
                recipient(order, texts),
                Optional.ofNullable(email.recipientCheck()).map(check -> Texts.check(check, texts)),
                PauseNotice.of(Stream.of(order.certificateAuthority()), pauses, texts, times, now),
                form(email, parameters, key),
                page.items().stream()
                        .map(resend -> new FoundOrderView.Resend(
                                Screens.entry(resend, texts, times), forms(resend, parameters, texts)))
                        .toList(),
                page.nextCursor().map(next -> address(PagePaths.SUPPORT_ORDER, parameters, "cursor", next)),
                PagePaths.with(PagePaths.SUPPORT_ORDER, parameters),
                back,
                csrf);
    }

    /** Returns the form if the order can be resent, or if only the cool-down after a completed resend prevents it. */
    private static Optional<FoundOrderView.ResendForm> form(
            FulfillmentEmailView email, Map<String, String> parameters, String key) {
        ResendView last = email.lastResend();
        boolean isCoolingDown =
                ErrorType.COOL_DOWN.slug().equals(email.reason()) && last != null && last.settledAt() != null;
        return email.resendable() || isCoolingDown
                ? Optional.of(new FoundOrderView.ResendForm(
                        address(PagePaths.SUPPORT_RESEND, parameters, "key", key), email.recipient(), isCoolingDown))
                : Optional.empty();
    }

    private static List<FoundOrderView.ChangeForm> forms(
            ResendView resend, Map<String, String> parameters, Messages texts) {
        String id = resend.id().toString();
        return switch (resend.status()) {
            case PENDING ->
                List.of(
                        new FoundOrderView.ChangeForm(
                                address(PagePaths.SUPPORT_RETRY, parameters, "resend", id),
                                texts.retryNow(),
                                texts.reason(),
                                false),
                        new FoundOrderView.ChangeForm(
                                address(PagePaths.SUPPORT_CANCELLATION, parameters, "resend", id),
                                texts.cancelResend(),
                                texts.reason(),
                                false));
            case UNKNOWN ->
                resend.settledAt() == null
                        ? List.of()
                        : List.of(new FoundOrderView.ChangeForm(
                                address(PagePaths.SUPPORT_RESOLUTION, parameters, "resend", id),
                                texts.resolve(),
                                texts.evidence(),
                                true));
            case RELAYING, ACCEPTED, REJECTED, GAVE_UP, CANCELLED -> List.of();
        };
    }

    private static String address(String path, Map<String, String> parameters, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return PagePaths.with(path, more);
    }
}
