package sslorders.support;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import sslorders.account.Caller;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.http.FilterOrder;
import sslorders.http.OperatorOperation;

/**
 * Rejects tokens of accounts. If an identity provider grants a scope of this package to a portal by mistake, the portal still has no
 * access to other accounts.
 */
class OperatorTokenCheck {
    private final Caller caller;

    OperatorTokenCheck(Caller caller) {
        this.caller = caller;
    }

    @OperatorOperation
    @ServerRequestFilter(priority = FilterOrder.OPERATOR_TOKEN)
    void check() {
        if (caller.boundAccount().isPresent()) {
            throw new ServiceException(ErrorType.FOREIGN_ACCOUNT, Detail.TOKEN_OF_ACCOUNT);
        }
    }
}
