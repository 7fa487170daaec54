package sslorders.page;

import java.util.List;
import java.util.Optional;

/**
 * The list of orders.
 *
 * @param statuses the choices of the status filter
 * @param pauses the banners about paused CAs
 * @param next the address of the next page
 * @param previous the address of the previous page
 */
public record ListView(
        List<RowView> rows,
        OrderFilters filters,
        List<Choice> validities,
        List<Choice> statuses,
        List<PauseNotice> pauses,
        Optional<String> next,
        Optional<String> previous) {

    /** A choice of a filter. */
    public record Choice(String value, String label, boolean isSelected) {}
}
