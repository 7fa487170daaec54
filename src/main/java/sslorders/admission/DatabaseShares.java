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
import sslorders.error.Detail;
import sslorders.error.ServiceException;
import sslorders.http.DatabaseShare;
import sslorders.http.FilterOrder;

/** Limits how many database connections of this replica one account uses, so that connections remain for other accounts. */
@ApplicationScoped
@Startup
public class DatabaseShares {
    private final KeyedPermits connections;
    /**
     * One permit for each account: resends of an account are accepted one at a time, so that the account's limits are exact.
     */
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
     * Runs work that locks the account in the database. For each account, this replica runs such work one piece at a time. A
     * request that would wait for the lock waits here instead, without a database connection.
     *
     * @throws ServiceException {@code account-busy} if the work cannot begin within the configured wait
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
        return ServiceException.accountBusy(Detail.ACCOUNT_REQUESTS_IN_PROGRESS);
    }
}
