package sslorders.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import sslorders.account.Caller;
import sslorders.admission.Slots.Slot;
import sslorders.error.ServiceException;
import sslorders.http.FilterOrder;
import sslorders.http.ProblemResponses;

/**
 * Admits as many requests as the replica has room for, and rejects the others at once: with 503 if the replica is full, and
 * with 429 if the account of the request has its share. A rejected request costs no thread, no token check and no
 * connection to the database. Health and metrics have a server of their own and are not concerned.
 */
@ApplicationScoped
class Admission {
    private static final ServiceException FULL =
            ServiceException.unavailable("The service has reached its limit of concurrent requests. Retry later.");

    private final Slots reads;
    private final Slots writes;
    private final UnsentResponses unsent;
    private final ProblemResponses problems;
    private final Caller caller;

    Admission(
            AdmissionConfig config,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int poolSize,
            UnsentResponses unsent,
            ProblemResponses problems,
            Caller caller,
            MeterRegistry meters) {
        HeapBudget heap = HeapBudget.ofThisProcess();
        int active = config.maxActiveReads().orElse(poolSize + poolSize / 2);
        int mostWrites = config.maxWrites().orElse(heap.writes());
        this.reads = slots("reads", config.maxReads().orElse(heap.reads()), config.accountShare(), active, meters);
        this.writes = slots("writes", mostWrites, config.accountShare(), mostWrites, meters);
        this.unsent = unsent;
        this.problems = problems;
        this.caller = caller;
    }

    private static Slots slots(String kind, int most, double accountShare, int active, MeterRegistry meters) {
        Slots slots = new Slots(most, KeyedPermits.share(accountShare, most), active);
        Gauge.builder("ssl.orders.requests.in.progress", slots, Slots::taken)
                .description("Requests that the replica works on, or whose response the client has not read")
                .tag("kind", kind)
                .register(meters);
        Gauge.builder("ssl.orders.requests.waiting", slots, Slots::waiting)
                .description("Requests in progress that wait until the replica works on fewer")
                .tag("kind", kind)
                .register(meters);
        Gauge.builder("ssl.orders.requests.limit", () -> most)
                .description("How many can be in progress; the next one is answered 503")
                .tag("kind", kind)
                .register(meters);
        return slots;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, FilterOrder.ADMISSION);
    }

    private void admit(RoutingContext exchange) {
        if (!UnsentResponses.isOpen(exchange.request())) {
            // The request was pipelined, and its connection closed before its turn. No event would end the work for it.
            exchange.response().end();
            return;
        }
        // A handler may route a request again, which is still the same request.
        if (Slot.of(exchange) == null) {
            Optional<Slot> slot = (isRead(exchange.request()) ? reads : writes).take();
            if (slot.isEmpty()) {
                problems.reject(exchange.request(), FULL);
                return;
            }
            begin(exchange, slot.get());
        } else {
            exchange.next();
        }
    }

    private void begin(RoutingContext exchange, Slot slot) {
        slot.keepIn(exchange);
        exchange.addEndHandler(end -> {
            slot.exchangeEnded();
            unsent.afterSending(exchange.request(), slot::sent);
        });
        Context context = Vertx.currentContext();
        if (slot.turn().take(() -> context.runOnContext(turn -> resume(exchange)))) {
            exchange.next();
        }
    }

    private static void resume(RoutingContext exchange) {
        // A client that has disconnected since has ended the exchange, and its slot is free.
        if (UnsentResponses.isOpen(exchange.request())) {
            exchange.next();
        }
    }

    private static boolean isRead(HttpServerRequest request) {
        return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    }

    /** The work for a request lasts until the REST layer has closed it, on whichever thread that is. */
    @ServerRequestFilter(preMatching = true, priority = FilterOrder.WORK_BEGINS)
    void begin(ResteasyReactiveContainerRequestContext request, RoutingContext exchange) {
        Slot slot = Slot.of(exchange);
        slot.workBegins();
        ((ResteasyReactiveRequestContext) request.getServerRequestContext())
                .registerCompletionCallback(end -> slot.workEnded());
    }

    /** Runs when the token has been verified, and before a body is read. */
    @ServerRequestFilter(priority = FilterOrder.ACCOUNT_SHARE)
    void share(RoutingContext exchange) {
        String account = caller.accountOrSubject();
        Slot slot = Slot.of(exchange);
        if (account != null && !slot.isWithinShareOf(account)) {
            throw ServiceException.accountBusy(
                    "The account has reached its limit of concurrent requests. Retry later.");
        }
    }
}
