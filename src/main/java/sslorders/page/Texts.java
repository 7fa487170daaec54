package sslorders.page;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;
import java.util.Optional;
import sslorders.ca.RecipientCheck;
import sslorders.order.OrderStatus;
import sslorders.order.SearchCriterion;
import sslorders.resend.ResendView;

/** Chooses the text for a value, in one language. */
final class Texts {
    private Texts() {}

    static Messages of(Locale locale) {
        return locale.equals(Locale.ENGLISH)
                ? MessageBundles.get(Messages.class)
                : MessageBundles.get(Messages.class, Localized.Literal.of(locale.toLanguageTag()));
    }

    static String status(OrderStatus status, Messages texts) {
        return switch (status) {
            case PENDING_APPROVAL -> texts.pendingApproval();
            case PROCESSING -> texts.processing();
            case ISSUED -> texts.issued();
            case REISSUE_PENDING -> texts.reissuePending();
            case REVOKED -> texts.revoked();
            case CANCELLED -> texts.cancelled();
            case REJECTED -> texts.rejected();
            case UNKNOWN -> texts.unknown();
        };
    }

    static String state(ResendView resend, Messages texts) {
        boolean isResolved = resend.resolution() != null;
        return switch (resend.status()) {
            case PENDING -> texts.stateWaiting();
            case RELAYING -> texts.stateRelaying();
            case ACCEPTED -> isResolved ? texts.stateFoundSent() : texts.stateAccepted();
            case REJECTED -> isResolved ? texts.stateNotSent() : texts.stateRejected();
            case UNKNOWN -> texts.stateUnknownFinal();
            case GAVE_UP -> texts.stateGaveUp();
            case CANCELLED -> texts.stateCancelled();
        };
    }

    /** Returns the line about the person who ended a resend, with the time as an HTML element; empty if no person did. */
    static Optional<String> intervention(ResendView resend, Messages texts, Times times) {
        if (resend.resolution() != null) {
            return Optional.of(
                    texts.resolvedBySupport(times.moment(resend.resolution().at())));
        }
        return Optional.ofNullable(resend.cancellation())
                .map(end -> end.subject() == null
                        ? texts.cancelledBySupport(times.moment(end.at()))
                        : texts.cancelledBy(escaped(end.subject()), times.moment(end.at())));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** @param outcome the outcome of an attempt; null while the attempt is in progress */
    static String attempt(String outcome, Messages texts) {
        return switch (outcome) {
            case "accepted" -> texts.attemptAccepted();
            case "not-executed" -> texts.attemptNotExecuted();
            case "rejected" -> texts.attemptRejected();
            case "unknown" -> texts.attemptUnknown();
            case null, default -> texts.attemptRunning();
        };
    }

    static String check(RecipientCheck check, Messages texts) {
        return switch (check) {
            case SENT_ALONG -> texts.checkSentAlong();
            case CHECKED -> texts.checkChecked();
            case NOT_CHECKABLE -> texts.checkNotPossible();
        };
    }

    static String criterion(SearchCriterion criterion, Messages texts) {
        return switch (criterion) {
            case ADMIN_EMAIL -> texts.adminEmail();
            case CA_ORDER_ID -> texts.caOrderId();
            case COMMON_NAME -> texts.commonName();
            case ACCOUNT_ID -> texts.account();
            case ORDER_ID -> texts.orderId();
        };
    }

    /** @param reason the slug of the error type that prevents every resend of an order */
    static String reason(String reason, Messages texts) {
        return switch (reason) {
            case "order-not-issued" -> texts.notIssued();
            case "order-closed" -> texts.closed();
            case "order-revoked" -> texts.revokedReason();
            case "order-expired" -> texts.expiredReason();
            case "order-state-unknown" -> texts.stateUnknown();
            case "no-admin-email" -> texts.noAddress();
            case "ca-not-configured" -> texts.notConnected();
            case "not-supported-by-ca" -> texts.notSupported();
            default -> texts.errorOther();
        };
    }
}
