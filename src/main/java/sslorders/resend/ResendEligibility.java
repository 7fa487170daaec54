package sslorders.resend;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import sslorders.ca.GuardedAuthority;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;
import sslorders.order.OrderSnapshot;

/**
 * Decides whether an order may be resent, regardless of limits. Pure: the result depends only on the parameters and the configuration.
 */
@Singleton
class ResendEligibility {
    private final boolean allowExpired;

    ResendEligibility(ResendConfig config) {
        this.allowExpired = config.allowExpired();
    }

    /**
     * Returns the reason why a resend is rejected without a call to the CA; empty if it is not rejected.
     *
     * @param authority the order's CA; empty if it is not configured
     */
    Optional<ServiceException> refusal(OrderSnapshot order, Optional<GuardedAuthority> authority, Instant now) {
        // Checked first, because no change of the order's state can resolve it.
        if (authority.filter(ca -> !ca.resends(order.certificateType())).isPresent()) {
            return refuse(
                    ErrorType.NOT_SUPPORTED_BY_CA, Detail.CERTIFICATE_TYPE_NOT_SUPPORTED, order.certificateAuthority());
        }
        return switch (order.status()) {
            case PENDING_APPROVAL, PROCESSING ->
                refuse(
                        ErrorType.ORDER_NOT_ISSUED,
                        Detail.NOT_ISSUED,
                        order.status().wireName());
            // The customer expects the e-mail with the new certificate, not the e-mail with the certificate that is
            // being replaced.
            case REISSUE_PENDING -> refuse(ErrorType.ORDER_NOT_ISSUED, Detail.BEING_REISSUED);
            case CANCELLED, REJECTED ->
                refuse(ErrorType.ORDER_CLOSED, Detail.CLOSED, order.status().wireName());
            case REVOKED -> refuse(ErrorType.ORDER_REVOKED, Detail.REVOKED);
            case UNKNOWN -> refuse(ErrorType.ORDER_STATE_UNKNOWN, Detail.STATUS_UNKNOWN);
            case ISSUED -> refusalOfIssued(order, authority.isPresent(), now);
        };
    }

    private Optional<ServiceException> refusalOfIssued(
            OrderSnapshot order, boolean isAuthorityConfigured, Instant now) {
        if (order.isExpired(now) && !allowExpired) {
            return refuse(ErrorType.ORDER_EXPIRED, Detail.EXPIRED);
        }
        if (order.adminEmail().isEmpty()) {
            return refuse(ErrorType.NO_ADMIN_EMAIL, Detail.NO_ADMIN_EMAIL);
        }
        if (!isAuthorityConfigured) {
            return refuse(ErrorType.CA_NOT_CONFIGURED, Detail.CA_NOT_CONFIGURED, order.certificateAuthority());
        }
        return Optional.empty();
    }

    private static Optional<ServiceException> refuse(ErrorType type, Detail detail, Object... values) {
        return Optional.of(new ServiceException(type, detail, values));
    }
}
