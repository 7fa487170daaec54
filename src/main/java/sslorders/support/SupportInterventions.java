package sslorders.support;

import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.BiFunction;
import sslorders.error.ServiceException;
import sslorders.order.OrderId;
import sslorders.resend.ResendInterventions;
import sslorders.resend.ResendView;

/**
 * Ends or continues resends of all accounts for a support agent. The change and its recorded action are committed in one transaction.
 * Each method throws {@link ServiceException} with {@code resend-not-found} or {@code resend-wrong-state}, and then nothing is written.
 */
@Singleton
public class SupportInterventions {
    private final ResendInterventions interventions;
    private final OperatorActions actions;

    SupportInterventions(ResendInterventions interventions, OperatorActions actions) {
        this.interventions = interventions;
        this.actions = actions;
    }

    /** Cancels a pending resend. */
    public ResendView cancel(String orderId, String resendId, Justification justification) {
        OperatorAction action = because(ActionType.CANCEL_RESEND, justification);
        return onResend(
                orderId,
                resendId,
                (order, resend) -> interventions.cancel(order, resend, recording(action, order, resend)));
    }

    /** Makes the next attempt of a pending resend due now. */
    public ResendView retryNow(String orderId, String resendId, Justification justification) {
        OperatorAction action = because(ActionType.RETRY_RESEND, justification);
        return onResend(
                orderId,
                resendId,
                (order, resend) -> interventions.retryNow(order, resend, recording(action, order, resend)));
    }

    /** Resolves a final unknown outcome. */
    public ResendView resolve(String orderId, String resendId, Resolution resolution) {
        OperatorAction action = because(ActionType.RESOLVE_RESEND, resolution.evidence())
                .withDetails("finding=" + resolution.finding());
        return onResend(
                orderId,
                resendId,
                (order, resend) ->
                        interventions.resolve(order, resend, resolution.isSent(), recording(action, order, resend)));
    }

    private static OperatorAction because(ActionType type, Justification justification) {
        return OperatorAction.of(type, OperatorAction.Target.NONE)
                .because(justification.reason(), justification.reference());
    }

    private ResendInterventions.Addition recording(OperatorAction action, OrderId order, UUID resend) {
        return (transaction, account) -> actions.record(
                transaction,
                action.on(OperatorAction.Target.ofOrder(account, order.value()).withResend(resend)));
    }

    private static ResendView onResend(String orderId, String resendId, BiFunction<OrderId, UUID, ResendView> change) {
        return OrderId.parse(orderId)
                .flatMap(order -> ResendInterventions.parseId(resendId).map(resend -> change.apply(order, resend)))
                .orElseThrow(ResendInterventions::notFound);
    }
}
