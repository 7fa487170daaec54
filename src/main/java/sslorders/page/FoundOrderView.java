package sslorders.page;

import java.util.List;
import java.util.Optional;

/**
 * The page of an order of any account, for a support agent.
 *
 * @param row the order as its account sees it
 * @param check the text about how the address can be checked; empty if the CA is not configured
 * @param pauses the banner about the order's CA, if it is paused
 * @param form the form that requests a resend; empty if the order cannot be resent now
 * @param older the address of the page with older resends
 * @param here the address of this page
 * @param back the address of the search to return to
 * @param csrf the CSRF token
 */
public record FoundOrderView(
        RowView row,
        String account,
        String caOrderId,
        String authority,
        String recipient,
        Optional<String> check,
        List<PauseNotice> pauses,
        Optional<ResendForm> form,
        List<Resend> resends,
        Optional<String> older,
        String here,
        String back,
        String csrf) {

    /**
     * The form that requests a resend on behalf of the account.
     *
     * @param action the address to which the form is sent, with the idempotency key
     * @param recipient the captured address, as the agent sees it
     * @param isCoolingDown whether the cool-down of the order must be skipped
     */
    public record ResendForm(String action, String recipient, boolean isCoolingDown) {}

    /** A resend with the forms that end or continue it. */
    public record Resend(HistoryView.Entry entry, List<ChangeForm> forms) {}

    /**
     * A form that ends or continues a resend.
     *
     * @param action the address to which the form is sent
     * @param button the label of the button
     * @param reason the label of the reason
     * @param hasFinding whether the agent chooses a finding
     */
    public record ChangeForm(String action, String button, String reason, boolean hasFinding) {}
}
