package sslorders.admission;

import io.quarkus.runtime.Startup;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import sslorders.account.AccountId;
import sslorders.account.Caller;
import sslorders.admission.Slots.Slot;
import sslorders.error.ServiceException;
import sslorders.http.DatabaseShare;
import sslorders.http.FilterOrder;

/** Bounds how many connections to the database one account uses at this replica, so that others always find one. */
@ApplicationScoped
@Startup
public class DatabaseShares {
    private final KeyedPermits connections;
    /** Resends of an account are accepted one after the other anyway, so that its limits are exact. */
    private final KeyedPermits turns;

    private final Caller caller;

    DatabaseShares(
            AdmissionConfig config,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int poolSize,
            Caller caller) {
        Duration wait = config.databaseWait();
        this.connections = new KeyedPermits(KeyedPermits.share(config.databaseShare(), poolSize), wait);
        this.turns = new KeyedPermits(1, wait);
        this.caller = caller;
    }

    /**
     * Does work that takes the account's lock in the database, alone among the requests of this replica: those that wait for
     * the lock wait here, without a connection.
     *
     * @throws ServiceException {@code account-busy} if the account's turn did not come in time
     */
    public <T> T inTurn(AccountId account, Supplier<T> work) {
        if (!turns.acquire(account.value())) {
            throw busy();
        }
        try {
            return work.get();
        } finally {
            turns.release(account.value());
        }
    }

    @DatabaseShare
    @ServerRequestFilter(priority = FilterOrder.DATABASE_SHARE)
    void enter(ResteasyReactiveContainerRequestContext request, RoutingContext exchange) {
        String account = caller.accountOrSubject();
        if (account == null) {
            return;
        }
        if (!connections.acquire(account, Slot.of(exchange).turn()::end)) {
            throw busy();
        }
        ((ResteasyReactiveRequestContext) request.getServerRequestContext())
                .registerCompletionCallback(end -> connections.release(account));
    }

    private static ServiceException busy() {
        return ServiceException.accountBusy("Other requests of this account are still in progress. Retry later.");
    }
}
