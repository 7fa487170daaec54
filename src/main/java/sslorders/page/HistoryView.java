package sslorders.page;

import java.util.List;
import java.util.Optional;

/**
 * The page of one order.
 *
 * @param pauses the banner about the order's CA, if it is paused
 * @param older the address of the page with older resends
 */
public record HistoryView(
        RowView row,
        String authority,
        String recipient,
        List<PauseNotice> pauses,
        List<Entry> resends,
        Optional<String> older) {

    /**
     * A resend. Times are HTML elements, and all other values are text.
     *
     * @param actor the party that acted on behalf of the person
     * @param ended the line about the person who ended the resend, with the time as an HTML element
     * @param code the CA's error code, if it rejected the request
     */
    public record Entry(
            String requested,
            String by,
            Optional<String> actor,
            Optional<String> reference,
            String recipient,
            String state,
            Optional<String> ended,
            Optional<String> code,
            List<Attempt> attempts) {}

    /** A call to the CA. */
    public record Attempt(String time, String text, Optional<String> code) {}
}
