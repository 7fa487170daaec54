package sslorders.page;

import java.util.List;
import java.util.Optional;

/**
 * The search over the orders of all accounts.
 *
 * @param criteria the choices of the criterion
 * @param errors the errors of the search
 * @param rows the orders that were found; empty if nothing has been searched
 * @param isSearched whether a search has been executed
 * @param next the address of the next page
 */
public record SearchView(
        SearchForm form,
        List<ListView.Choice> criteria,
        List<String> errors,
        List<Row> rows,
        boolean isSearched,
        Optional<String> next) {

    /**
     * An order that was found.
     *
     * @param path the address of the order's own page
     * @param status the status, with the API name for the style sheet in {@code kind}
     */
    public record Row(
            String path,
            String commonName,
            String account,
            String caOrderId,
            String authority,
            String recipient,
            String status,
            String kind) {}
}
