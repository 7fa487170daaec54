package sslorders.page;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sslorders.error.ServiceException;
import sslorders.order.OrderSearchQuery;
import sslorders.order.SearchCriterion;

/**
 * The search that a support agent has entered, as in the address of the page.
 *
 * @param criterion the API name of the criterion
 * @param value the value of the criterion; empty text if nothing has been searched
 * @param isPrefix whether the orders have the value as a prefix
 * @param cursor the cursor of the page, or empty text
 */
public record SearchForm(String criterion, String value, boolean isPrefix, String cursor) {
    private static final String PREFIX = "prefix";

    /** Longer than the longest value of a criterion. A longer text would not fit into an address. */
    private static final int LONGEST_VALUE = 300;

    static SearchForm parse(Map<String, String> parameters) {
        String value = parameters.getOrDefault("value", "").strip();
        return new SearchForm(
                Arrays.stream(SearchCriterion.values())
                        .map(SearchCriterion::parameter)
                        .filter(name -> name.equals(parameters.get("criterion")))
                        .findFirst()
                        .orElse(SearchCriterion.ADMIN_EMAIL.parameter()),
                value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value,
                PREFIX.equals(parameters.get("match")),
                parameters.getOrDefault("cursor", ""));
    }

    /** Returns whether there is something to search for. */
    boolean isSet() {
        return !value.isEmpty();
    }

    /**
     * Returns the query for the service, which validates it.
     *
     * @throws ServiceException {@code invalid-request} or {@code invalid-cursor}
     */
    OrderSearchQuery query(int rows) {
        Map<String, List<String>> parameters = new HashMap<>();
        parameters.put(criterion, List.of(value));
        parameters.put("limit", List.of(String.valueOf(rows)));
        if (isPrefix) {
            parameters.put("match", List.of(PREFIX));
        }
        if (!cursor.isEmpty()) {
            parameters.put("cursor", List.of(cursor));
        }
        return OrderSearchQuery.parse(parameters);
    }

    /** Returns the address of the page of this search that begins at a cursor. */
    String address(String next) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("criterion", criterion);
        parameters.put("value", value);
        parameters.put("match", isPrefix ? PREFIX : "");
        parameters.put("cursor", next);
        return PagePaths.with(PagePaths.SUPPORT, parameters);
    }
}
