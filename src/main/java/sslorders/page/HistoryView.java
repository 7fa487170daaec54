package sslorders.page;

import java.util.List;
import java.util.Optional;

/**
 * The page of one order.
 *
 * @param older the address of the page with older resends
 */
public record HistoryView(
        RowView row, String authority, String recipient, List<Entry> resends, Optional<String> older) {

    /**
     * A resend. Times are elements of HTML, and all other values are text.
     *
     * @param actor the party that the person acted through
     * @param code the CA's code of its rejection
     */
    public record Entry(
            String requested,
            String by,
            Optional<String> actor,
            Optional<String> reference,
            String recipient,
            String state,
            Optional<String> code,
            List<Attempt> attempts) {}

    /** A call to the CA. */
    public record Attempt(String time, String text, Optional<String> code) {}
}
