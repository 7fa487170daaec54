package sslorders.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;

/**
 * What all lists are asked in the same way: how much of them, and from where on.
 *
 * @param limit how many items at the most, 1 to {@value #MAX_LIMIT}
 * @param cursor the text of the cursor that the page before ended with, if this is not the first
 */
public record PageRequest(int limit, Optional<String> cursor) {
    static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * Reads the parameters of a request. One that is not known is refused rather than passed over: a misspelt filter
     * would show what was not asked for.
     *
     * @param own the parameters that the list has besides
     * @param errors where each wrong parameter is added; the result is of use only if none is
     */
    public static PageRequest read(Map<String, List<String>> parameters, Set<String> own, List<InputError> errors) {
        Set<String> known = new TreeSet<>(own);
        known.addAll(Set.of("cursor", "limit"));
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            if (!known.contains(parameter.getKey())) {
                errors.add(InputError.inQuery(
                        parameter.getKey(), "unknown parameter; valid: " + String.join(", ", known)));
            } else if (parameter.getValue().size() > 1) {
                errors.add(InputError.inQuery(parameter.getKey(), "must occur at most once"));
            }
        }
        return new PageRequest(limit(first(parameters, "limit"), errors), first(parameters, "cursor"));
    }

    /**
     * The same, for a list without filters.
     *
     * @throws ServiceException {@code invalid-request} naming each wrong parameter
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
     * The place behind which the page begins; nothing for the first page.
     *
     * @param query what the list is asked for, as the cursor was made with it
     * @param idForm what the ids of the list look like
     * @throws ServiceException {@code invalid-cursor} if the cursor was not made for this query
     */
    public Optional<ListCursor> after(String query, Pattern idForm) {
        return cursor.map(text -> ListCursor.decode(text, query, idForm)
                .orElseThrow(() -> new ServiceException(
                        ErrorType.INVALID_CURSOR,
                        "The cursor was modified or does not belong to this query. Send nextCursor unchanged, with the"
                                + " same filters and sort order.")));
    }

    /** How many rows are read for a page: one more than the limit shows whether another page follows. */
    public int rowsToRead() {
        return limit + 1;
    }

    /** The first value of a parameter; empty if it is not given. */
    public static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static int limit(Optional<String> text, List<InputError> errors) {
        if (text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        int limit = NUMBER.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            errors.add(InputError.inQuery("limit", "must be an integer from 1 to " + MAX_LIMIT));
        }
        return limit;
    }
}
