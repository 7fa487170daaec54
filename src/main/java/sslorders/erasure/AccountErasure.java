package sslorders.erasure;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import sslorders.account.AccountId;

/**
 * The latest erasure of an account, and its progress.
 *
 * @param id the instance of the scheduled task; each request that starts an erasure has a new one
 * @param requestedBy the subject of the token of the request
 * @param ordersWaiting the number of orders with a resend in progress that the latest pass skipped
 * @param completedAt empty until the erasure is complete
 */
record AccountErasure(
        UUID id,
        AccountId account,
        Instant requestedAt,
        String requestedBy,
        long ordersErased,
        long resendsErased,
        long ordersWaiting,
        Optional<Instant> completedAt) {

    AccountErasureView view() {
        return new AccountErasureView(
                account.value(),
                completedAt.isPresent() ? AccountErasureView.Status.COMPLETED : AccountErasureView.Status.RUNNING,
                requestedAt,
                requestedBy,
                ordersErased,
                resendsErased,
                ordersWaiting,
                completedAt.orElse(null));
    }
}
