package sslorders.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The texts of the page. Each language has a file {@code messages/page_<language>.properties} with all texts; a test fails if a text is
 * missing. Time parameters are HTML elements.
 */
@MessageBundle(value = "page", locale = "en")
public interface Messages {

    @Message
    String title();

    @Message
    String menu();

    @Message
    String entry();

    @Message
    String column();

    @Message
    String send();

    @Message
    String resend();

    @Message
    String cancel();

    @Message
    String commonName();

    @Message
    String certificateType();

    @Message
    String expires();

    @Message
    String confidential();

    @Message
    String listIntro();

    @Message
    String dialogIntro();

    @Message
    String dialogAfterwards();

    @Message
    String authorityLabel();

    @Message
    String status();

    @Message
    String skip();

    @Message
    String language();

    @Message
    String signedInAs(String name);

    @Message
    String signOut();

    @Message
    String signIn();

    @Message
    String filters();

    @Message
    String validity();

    @Message
    String all();

    @Message
    String valid();

    @Message
    String expiring();

    @Message
    String expired();

    @Message
    String namePrefix();

    @Message
    String apply();

    @Message
    String clear();

    @Message
    String next();

    @Message
    String previous();

    @Message
    String pages();

    @Message
    String noOrders();

    @Message
    String noMatches();

    @Message
    String noExpiry();

    @Message
    String zone(String zone);

    @Message
    String pendingApproval();

    @Message
    String processing();

    @Message
    String issued();

    @Message
    String reissuePending();

    @Message
    String revoked();

    @Message
    String cancelled();

    @Message
    String rejected();

    @Message
    String unknown();

    @Message
    String history();

    @Message
    String historyOf(String name);

    @Message
    String sendFor(String name);

    @Message
    String sentAgain(String time, String again);

    @Message
    String sent(String time);

    @Message
    String waiting(String time);

    @Message
    String relaying();

    @Message
    String unknownChecking(String time);

    @Message
    String unknownFinal(String time);

    @Message
    String again(String time);

    @Message
    String refused(String time);

    @Message
    String gaveUp(String time);

    @Message
    String cancelledAt(String time);

    @Message
    String notSentAt(String time);

    @Message
    String waitingForPause(String time);

    @Message
    String paused(String name, String time);

    @Message
    String notIssued();

    @Message
    String closed();

    @Message
    String revokedReason();

    @Message
    String expiredReason();

    @Message
    String stateUnknown();

    @Message
    String noAddress();

    @Message
    String notConnected();

    @Message
    String notSupported();

    @Message
    String limited(String time);

    @Message
    String recipient();

    @Message
    String checkSentAlong();

    @Message
    String checkChecked();

    @Message
    String checkNotPossible();

    @Message
    String addressCheck();

    @Message
    String lastResend();

    @Message
    String none();

    @Message
    String confirmation();

    @Message
    String confirmFirst();

    @Message
    String addressChanged();

    @Message
    String repeat();

    @Message
    String requested();

    @Message
    String requestedBy();

    /** The requester of a resend that a support agent sent on behalf of the account. */
    @Message
    String support();

    @Message
    String reference();

    @Message
    String result();

    @Message
    String attempts();

    @Message
    String through(String name);

    @Message
    String code(String code);

    @Message
    String back();

    @Message
    String noResends();

    @Message
    String older();

    @Message
    String stateWaiting();

    @Message
    String stateRelaying();

    @Message
    String stateAccepted();

    @Message
    String stateRejected();

    @Message
    String stateUnknownFinal();

    @Message
    String stateGaveUp();

    @Message
    String stateCancelled();

    @Message
    String stateNotSent();

    @Message
    String stateFoundSent();

    @Message
    String cancelledBy(String name, String time);

    @Message
    String cancelledBySupport(String time);

    @Message
    String resolvedBySupport(String time);

    @Message
    String attemptAccepted();

    @Message
    String attemptNotExecuted();

    @Message
    String attemptRejected();

    @Message
    String attemptUnknown();

    @Message
    String attemptRunning();

    @Message
    String sessionEnded();

    @Message
    String sessionEndedText();

    @Message
    String signedOut();

    @Message
    String signedOutText();

    @Message
    String errorTitle();

    @Message
    String errorNotFound();

    @Message
    String errorNoAccount();

    @Message
    String errorForm();

    @Message
    String errorBusy();

    @Message
    String errorUnavailable();

    @Message
    String errorLogin();

    @Message
    String errorOther();

    @Message
    String errorId(String id);

    @Message
    String allOrders();

    @Message
    String supportIntro();

    @Message
    String criterion();

    @Message
    String adminEmail();

    @Message
    String caOrderId();

    @Message
    String account();

    @Message
    String orderId();

    @Message
    String searchValue();

    @Message
    String searchPrefix();

    @Message
    String search();

    @Message
    String noneFound();

    @Message
    String backToSearch();

    @Message
    String backToOrder();

    @Message
    String reload();

    @Message
    String reason();

    @Message
    String reasonHint();

    @Message
    String referenceHint();

    @Message
    String skipCoolDown();

    @Message
    String errorForbidden();

    @Message
    String cancelResend();

    @Message
    String retryNow();

    @Message
    String resolve();

    @Message
    String finding();

    @Message
    String foundSent();

    @Message
    String foundNotSent();

    @Message
    String evidence();
}
