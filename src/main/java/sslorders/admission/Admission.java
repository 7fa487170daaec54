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
import sslorders.error.Detail;
import sslorders.error.ServiceException;
import sslorders.http.FilterOrder;
import sslorders.http.ProblemResponses;

/**
 * Limits the requests in progress. Requests beyond the replica's limit are rejected immediately with 503. Requests beyond their
 * account's share are rejected with 429. A rejection with 503 needs no thread, no token verification and no database
 * connection. Health and metrics endpoints have their own HTTP server and are not limited.
 */
@ApplicationScoped
class Admission {
    private static final ServiceException FULL = ServiceException.unavailable(Detail.REQUEST_LIMIT);

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
        int maxActive = config.maxActiveReads().orElse(poolSize + poolSize / 2);
        int maxWrites = config.maxWrites().orElse(heap.writes());
        this.reads = slots("reads", config.maxReads().orElse(heap.reads()), config.accountShare(), maxActive, meters);
        this.writes = slots("writes", maxWrites, config.accountShare(), maxWrites, meters);
        this.unsent = unsent;
        this.problems = problems;
        this.caller = caller;
    }

    private static Slots slots(String kind, int limit, double accountShare, int maxActive, MeterRegistry meters) {
        Slots slots = new Slots(limit, KeyedPermits.share(accountShare, limit), maxActive);
        Gauge.builder("ssl.orders.requests.in.progress", slots, Slots::inUse)
                .description("Requests that the replica processes, or whose response the client has not read")
                .tag("kind", kind)
                .register(meters);
        Gauge.builder("ssl.orders.requests.waiting", slots, Slots::waiting)
                .description("Requests in progress that wait for execution")
                .tag("kind", kind)
                .register(meters);
        Gauge.builder("ssl.orders.requests.limit", () -> limit)
                .description("Maximum number of requests in progress; further requests get 503")
                .tag("kind", kind)
                .register(meters);
        return slots;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, FilterOrder.ADMISSION);
    }

    private void admit(RoutingContext exchange) {
        if (!UnsentResponses.isOpen(exchange.request())) {
            // The connection was closed before this pipelined request was handled. No later event would end its work.
            exchange.response().end();
            return;
        }
        // A handler can reroute a request. A rerouted request already has a slot.
        if (Slot.of(exchange) == null) {
            Optional<Slot> slot = (isRead(exchange.request()) ? reads : writes).acquire();
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
        if (slot.turn().begin(() -> context.runOnContext(turn -> resume(exchange)))) {
            exchange.next();
        }
    }

    private static void resume(RoutingContext exchange) {
        // If the client has disconnected in the meantime, the exchange has ended and its slot is free.
        if (UnsentResponses.isOpen(exchange.request())) {
            exchange.next();
        }
    }

    private static boolean isRead(HttpServerRequest request) {
        return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    }

    /** Registers the work for a request. The work ends when the REST layer closes the request, on any thread. */
    @ServerRequestFilter(preMatching = true, priority = FilterOrder.WORK_BEGINS)
    void begin(ResteasyReactiveContainerRequestContext request, RoutingContext exchange) {
        Slot slot = Slot.of(exchange);
        slot.workBegins();
        ((ResteasyReactiveRequestContext) request.getServerRequestContext())
                .registerCompletionCallback(end -> slot.workEnded());
    }

    /** Checks the share of the account. Runs after the token is verified and before the body is read. */
    @ServerRequestFilter(priority = FilterOrder.ACCOUNT_SHARE)
    void share(RoutingContext exchange) {
        String account = caller.accountOrSubject();
        Slot slot = Slot.of(exchange);
        if (account != null && !slot.isWithinShareOf(account)) {
            throw ServiceException.accountBusy(Detail.ACCOUNT_REQUEST_LIMIT);
        }
    }
}
