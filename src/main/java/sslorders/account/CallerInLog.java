package sslorders.account;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import sslorders.http.FilterOrder;
import sslorders.log.LogIds;

/** Adds the account of the token to the MDC, so that the log lines of the request contain it. */
class CallerInLog {
    private final Caller caller;

    CallerInLog(Caller caller) {
        this.caller = caller;
    }

    @ServerRequestFilter(priority = FilterOrder.CALLER_IN_LOG)
    void addAccount() {
        caller.boundAccount().map(AccountId::value).ifPresent(LogIds::account);
    }
}
