package sslorders.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/**
 * The common query parameters of all lists: the page size and the cursor.
 *
 * @param limit the maximum number of items, 1 to {@value #MAX_LIMIT}
 * @param cursor the cursor that the previous page returned; empty for the first page
 */
public record PageRequest(int limit, Optional<String> cursor) {
    static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * Reads the parameters of a request. Unknown parameters are errors, because a list with a misspelled filter would contain
     * items that the client did not request.
     *
     * @param filters the names of the list's other parameters
     * @param errors receives an error for each invalid parameter; the result is valid only if no error was added
     */
    public static PageRequest read(Map<String, List<String>> parameters, Set<String> filters, List<InputError> errors) {
        Set<String> others = new TreeSet<>(filters);
        others.add("cursor");
        return new PageRequest(readLimit(parameters, others, errors), first(parameters, "cursor"));
    }

    /**
     * Reads the page size of a list, which need not have a cursor. Unknown parameters are errors, as in {@link #read}.
     *
     * @param others the names of the list's other parameters
     * @param errors receives an error for each invalid parameter; the result is valid only if no error was added
     */
    public static int readLimit(Map<String, List<String>> parameters, Set<String> others, List<InputError> errors) {
        Set<String> supported = new TreeSet<>(others);
        supported.add("limit");
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            if (!supported.contains(parameter.getKey())) {
                errors.add(
                        InputError.inQuery(parameter.getKey(), Detail.UNKNOWN_PARAMETER, String.join(", ", supported)));
            } else if (parameter.getValue().size() > 1) {
                errors.add(InputError.inQuery(parameter.getKey(), Detail.AT_MOST_ONCE));
            }
        }
        return limit(first(parameters, "limit"), errors);
    }

    /**
     * Reads the parameters of a list without filters.
     *
     * @throws ServiceException {@code invalid-request} with an error for each invalid parameter
     */
    public static PageRequest parse(Map<String, List<String>> parameters) {
        List<InputError> errors = new ArrayList<>();
        PageRequest page = read(parameters, Set.of(), errors);
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
        return page;
    }

    /**
     * Returns the position after which the page begins; empty for the first page.
     *
     * @param query the query of the list in the canonical form that was passed to {@link ListCursor#encode}
     * @param idPattern the pattern that the IDs of the list match
     * @throws ServiceException {@code invalid-cursor} if the text is not a cursor of this query
     */
    public Optional<ListCursor> after(String query, Pattern idPattern) {
        return cursor.map(text -> ListCursor.decode(text, query, idPattern)
                .orElseThrow(() -> new ServiceException(ErrorType.INVALID_CURSOR, Detail.INVALID_CURSOR)));
    }

    /** Returns the number of rows to read for a page. It is one more than the limit, to detect whether another page follows. */
    public int rowsToRead() {
        return limit + 1;
    }

    /** Returns the first value of a parameter; empty if the parameter is absent. */
    public static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static int limit(Optional<String> text, List<InputError> errors) {
        if (text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        int limit = NUMBER.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            errors.add(InputError.inQuery("limit", Detail.INTEGER_UP_TO, MAX_LIMIT));
        }
        return limit;
    }
}
