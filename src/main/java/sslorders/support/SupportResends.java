package sslorders.support;

import jakarta.inject.Singleton;
import java.util.Optional;
import sslorders.error.ServiceException;
import sslorders.resend.IdempotencyKey;
import sslorders.resend.OnBehalf;
import sslorders.resend.Preferences;
import sslorders.resend.ResendCommand;
import sslorders.resend.ResendService;
import sslorders.resend.Submission;

/** Submits resends of a support agent on behalf of an account. The resend and its recorded action are committed in one transaction. */
@Singleton
public class SupportResends {
    private final OwnedOrders orders;
    private final ResendService service;
    private final OperatorActions actions;

    SupportResends(OwnedOrders orders, ResendService service, OperatorActions actions) {
        this.orders = orders;
        this.service = service;
        this.actions = actions;
    }

    /**
     * Submits a resend of the order with this ID, of any account.
     *
     * @throws ServiceException {@code order-not-found}, or the error of {@link ResendService#submit}
     */
    public Submission submit(String id, Request request) {
        OwnedOrders.OwnedOrder order = orders.find(id);
        OnBehalf onBehalf = new OnBehalf(
                request.justification().reason().value(),
                request.skipsCoolDown(),
                (transaction, resend) -> actions.record(
                        transaction,
                        OperatorAction.of(ActionType.RESEND, order.target().withResend(resend))
                                .because(
                                        request.justification().reason(),
                                        request.justification().reference())));
        return service.submit(ResendCommand.bySupport(
                order.account(),
                order.id(),
                request.expectedRecipient(),
                request.justification().reference(),
                request.key(),
                request.preferences(),
                onBehalf));
    }

    /**
     * A request of a support agent.
     *
     * @param expectedRecipient the address that the agent has seen
     * @param skipsCoolDown whether the cool-down of the order does not apply
     */
    public record Request(
            Justification justification,
            Optional<String> expectedRecipient,
            boolean skipsCoolDown,
            Optional<IdempotencyKey> key,
            Preferences preferences) {}
}
