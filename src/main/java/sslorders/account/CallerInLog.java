package sslorders.account;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import sslorders.http.FilterOrder;
import sslorders.log.LogIds;

/** Puts the account that a token is bound to beside the log lines of its request. */
class CallerInLog {
    private final Caller caller;

    CallerInLog(Caller caller) {
        this.caller = caller;
    }

    @ServerRequestFilter(priority = FilterOrder.CALLER_IN_LOG)
    void name() {
        caller.boundAccount().map(AccountId::value).ifPresent(LogIds::account);
    }
}
