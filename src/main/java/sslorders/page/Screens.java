package sslorders.page;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sslorders.account.AccountId;
import sslorders.error.ServiceException;
import sslorders.order.OrderBrowser;
import sslorders.order.OrderId;
import sslorders.order.OrderStatus;
import sslorders.order.OrderView;
import sslorders.paging.Page;
import sslorders.paging.PageRequest;
import sslorders.pause.CaPause;
import sslorders.pause.CaPauses;
import sslorders.resend.AttemptView;
import sslorders.resend.FulfillmentEmailView;
import sslorders.resend.ResendHistory;
import sslorders.resend.ResendPreview;
import sslorders.resend.ResendStatus;
import sslorders.resend.ResendView;

/** Reads the data of a screen from the services of the API, and converts the data to texts. */
@Singleton
class Screens {
    /** The number of rows on a page, small enough that the links at the end are easy to reach. */
    static final int ROWS = 20;

    private static final int RESENDS = 10;

    private final OrderBrowser orders;
    private final ResendPreview previews;
    private final ResendHistory resends;
    private final CaPauses pauses;
    private final InstantSource clock;

    Screens(OrderBrowser orders, ResendPreview previews, ResendHistory resends, CaPauses pauses, InstantSource clock) {
        this.orders = orders;
        this.previews = previews;
        this.resends = resends;
        this.pauses = pauses;
        this.clock = clock;
    }

    OrderFilters filters(Map<String, String> parameters) {
        return OrderFilters.parse(parameters, clock);
    }

    ListView list(AccountId account, OrderFilters filters, Viewer viewer) {
        Messages texts = Texts.of(viewer.locale());
        OrderBrowser.Slice slice = filters.before().isEmpty()
                ? orders.page(
                        account,
                        filters.toApi(),
                        Optional.of(filters.after()).filter(cursor -> !cursor.isEmpty()),
                        ROWS)
                : orders.pageBefore(account, filters.toApi(), filters.before(), ROWS);
        List<FulfillmentEmailView> emails = previews.of(
                account, slice.orders().stream().map(OrderView::toSnapshot).toList());
        Instant now = clock.instant();
        Times times = new Times(viewer.locale(), viewer.zone(), now);
        String back = PagePaths.with(PagePaths.ORDERS, filters.toParameters());
        List<RowView> rows = new ArrayList<>();
        for (int i = 0; i < emails.size(); i++) {
            OrderView order = slice.orders().get(i);
            rows.add(RowView.of(order, emails.get(i), pausedUntil(order, now), back, texts, times, now));
        }
        return new ListView(
                rows,
                filters,
                validities(filters, texts),
                statuses(filters, texts),
                PauseNotice.of(slice.orders().stream().map(OrderView::certificateAuthority), pauses, texts, times, now),
                slice.after().map(cursor -> address(filters.atPage(cursor, ""))),
                slice.before().map(cursor -> address(filters.atPage("", cursor))));
    }

    private Optional<Instant> pausedUntil(OrderView order, Instant now) {
        return pauses.find(order.certificateAuthority(), now).map(CaPause::until);
    }

    private static String address(OrderFilters filters) {
        return PagePaths.with(PagePaths.ORDERS, filters.toParameters());
    }

    private static List<ListView.Choice> validities(OrderFilters filters, Messages texts) {
        return Stream.of(
                        new String[] {"", texts.all()},
                        new String[] {"valid", texts.valid()},
                        new String[] {"expiring", texts.expiring()},
                        new String[] {"expired", texts.expired()})
                .map(choice -> new ListView.Choice(choice[0], choice[1], choice[0].equals(filters.validity())))
                .toList();
    }

    private static List<ListView.Choice> statuses(OrderFilters filters, Messages texts) {
        List<ListView.Choice> choices = new ArrayList<>();
        choices.add(new ListView.Choice("", texts.all(), filters.status().isEmpty()));
        for (OrderStatus status : OrderStatus.values()) {
            choices.add(new ListView.Choice(
                    status.wireName(),
                    Texts.status(status, texts),
                    status.wireName().equals(filters.status())));
        }
        return choices;
    }

    RowView row(AccountId account, OrderId order, String back, Viewer viewer) {
        return row(account, find(account, order), back, viewer);
    }

    private RowView row(AccountId account, OrderView order, String back, Viewer viewer) {
        return row(order, previews.of(account, order.toSnapshot()), back, viewer);
    }

    /** Returns the row of an order whose preview has been read. */
    RowView row(OrderView order, FulfillmentEmailView email, String back, Viewer viewer) {
        Instant now = clock.instant();
        return RowView.of(
                order,
                email,
                pausedUntil(order, now),
                back,
                Texts.of(viewer.locale()),
                new Times(viewer.locale(), viewer.zone(), now),
                now);
    }

    /** Returns the dialog; empty if the order cannot be resent now. */
    Optional<DialogView> dialog(
            AccountId account, OrderId id, DialogState state, String back, Viewer viewer, String csrf) {
        OrderView order = find(account, id);
        FulfillmentEmailView email = previews.of(account, order.toSnapshot());
        if (!email.resendable()) {
            return Optional.empty();
        }
        Messages texts = Texts.of(viewer.locale());
        ResendView last = email.lastResend();
        Times times = new Times(viewer.locale(), viewer.zone(), clock.instant());
        return Optional.of(new DialogView(
                order.id(),
                order.commonName(),
                order.certificateAuthority(),
                email.recipient(),
                Texts.check(email.recipientCheck(), texts),
                last == null ? texts.none() : times.moment(last.requestedAt()) + " – " + Texts.state(last, texts),
                mustAsk(email),
                state.notice(),
                state.key(),
                back,
                csrf,
                viewer.withScript()));
    }

    /** Returns whether the outcome of the last resend is unknown, so that a person must check with the recipient. */
    boolean mustAsk(AccountId account, OrderId order) {
        return mustAsk(previews.of(account, find(account, order).toSnapshot()));
    }

    private static boolean mustAsk(FulfillmentEmailView email) {
        return email.lastResend() != null && email.lastResend().status() == ResendStatus.UNKNOWN;
    }

    HistoryView history(AccountId account, OrderId id, Optional<String> cursor, String back, Viewer viewer) {
        OrderView order = find(account, id);
        Messages texts = Texts.of(viewer.locale());
        Instant now = clock.instant();
        Times times = new Times(viewer.locale(), viewer.zone(), now);
        Page<ResendView> page = resends.pageWithAttempts(account, id, new PageRequest(RESENDS, cursor));
        return new HistoryView(
                row(account, order, back, viewer),
                order.certificateAuthority(),
                order.adminEmail() == null ? texts.noAddress() : order.adminEmail(),
                PauseNotice.of(Stream.of(order.certificateAuthority()), pauses, texts, times, now),
                page.items().stream().map(resend -> entry(resend, texts, times)).toList(),
                page.nextCursor().map(next -> {
                    Map<String, String> parameters = PagePaths.orderParameters(order.id(), back);
                    parameters.put("cursor", next);
                    return PagePaths.with(PagePaths.ORDER, parameters);
                }));
    }

    static HistoryView.Entry entry(ResendView resend, Messages texts, Times times) {
        return new HistoryView.Entry(
                times.moment(resend.requestedAt()),
                resend.bySupport() == null ? resend.requestedBy() : texts.support(),
                Optional.ofNullable(resend.actor()),
                Optional.ofNullable(resend.reference()),
                resend.recipient(),
                Texts.state(resend, texts),
                Texts.intervention(resend, texts, times),
                Optional.ofNullable(resend.caCode()),
                resend.attempts().stream()
                        .map(attempt -> attempt(attempt, texts, times))
                        .toList());
    }

    private static HistoryView.Attempt attempt(AttemptView attempt, Messages texts, Times times) {
        return new HistoryView.Attempt(
                times.moment(attempt.startedAt()),
                Texts.attempt(attempt.outcome(), texts),
                Optional.ofNullable(attempt.caCode()));
    }

    private OrderView find(AccountId account, OrderId order) {
        return orders.find(account, order).orElseThrow(ServiceException::orderNotFound);
    }

    /**
     * The state of a dialog.
     *
     * @param key the idempotency key
     */
    record DialogState(String key, Optional<String> notice) {}
}
