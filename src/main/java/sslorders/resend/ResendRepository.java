package sslorders.resend;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import sslorders.account.AccountId;
import sslorders.order.OrderId;

/** The resends of PostgreSQL. Every finder takes the account first. */
@ApplicationScoped
class ResendRepository implements PanacheRepositoryBase<Resend, UUID> {

    Optional<Resend> find(AccountId account, OrderId order, UUID id) {
        return find("accountId = ?1 and orderId = ?2 and id = ?3", account.value(), order.value(), id)
                .singleResultOptional();
    }

    Optional<Resend> newest(AccountId account, OrderId order) {
        return find(
                        "accountId = ?1 and orderId = ?2 order by requestedAt desc, id desc limit 1",
                        account.value(),
                        order.value())
                .singleResultOptional();
    }
}
