package sslorders.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import sslorders.account.Scopes;
import sslorders.sandbox.OidcServer;

/**
 * Typical requests of a portal, for all accounts in turn. Of ten requests, five are lists, two are previews, two are
 * histories of recently resent orders, and one is a resend of an order without resends.
 */
final class DayOfAPortal implements Supplier<WebLoad.Request> {
    private static final int LATELY = 1_000;
    private static final long A_DAY = 86_400;

    private final long orders;
    private final List<String> tokens;
    private final Deque<Long> resent = new ArrayDeque<>();
    private long count;
    private long nextOrder = 1;

    DayOfAPortal(OidcServer oidc, int accounts, long orders) {
        this.orders = orders;
        this.tokens = IntStream.range(0, accounts)
                .parallel()
                .mapToObj(account -> oidc.token(
                        "bench",
                        List.of("ssl-orders"),
                        Map.of("scope", Scopes.READ + " " + Scopes.RESEND, "account_id", "account-" + account),
                        A_DAY))
                .toList();
    }

    @Override
    public WebLoad.Request get() {
        long number = count++;
        return switch ((int) (number % 10)) {
            case 0 -> resend();
            case 3, 6 -> of(1 + number * 7919 % orders, "");
            case 4, 8 -> of(resent.isEmpty() ? 1 : resent.peekFirst(), "/resends");
            default -> WebLoad.Request.list(tokens.get((int) (number % tokens.size())));
        };
    }

    private WebLoad.Request resend() {
        while (!Installation.isIssuedBy("alpha", nextOrder)) {
            nextOrder++;
        }
        long order = nextOrder++;
        if (order > orders) {
            throw new IllegalStateException("too few orders");
        }
        resent.addLast(order);
        if (resent.size() > LATELY) {
            resent.removeFirst();
        }
        return WebLoad.Request.resend(Installation.id(order), token(order));
    }

    private WebLoad.Request of(long order, String part) {
        return new WebLoad.Request(
                "GET", "/ssl/orders/" + Installation.id(order) + "/fulfillment-email" + part, token(order));
    }

    private String token(long order) {
        return tokens.get((int) (order % tokens.size()));
    }
}
