package sslorders.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.paging.ListCursor;
import sslorders.paging.PageRequest;

/**
 * A query for a page of actions.
 *
 * @param page the limit and the cursor
 * @param after the position after which the page begins; empty for the first page
 */
record ActionQuery(ActionFilter filter, PageRequest page, Optional<ListCursor> after) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * Parses the query of a request for a page.
     *
     * @throws ServiceException {@code invalid-request} with an error for each invalid parameter, or {@code invalid-cursor}
     */
    static ActionQuery parse(Map<String, List<String>> parameters) {
        List<InputError> errors = new ArrayList<>();
        PageRequest page = PageRequest.read(parameters, ActionFilter.PARAMETERS, errors);
        ActionFilter filter = checked(parameters, errors);
        return new ActionQuery(filter, page, page.after(canonical(filter), ID));
    }

    /**
     * Parses the query of a request for an export, which has no pages.
     *
     * @throws ServiceException {@code invalid-request} with an error for each invalid parameter
     */
    static ActionFilter parseExport(Map<String, List<String>> parameters) {
        List<InputError> errors = new ArrayList<>();
        PageRequest.read(parameters, ActionFilter.PARAMETERS, errors);
        Set.of("cursor", "limit").stream()
                .filter(parameters::containsKey)
                .sorted()
                .forEach(name -> errors.add(InputError.inQuery(name, Detail.EXPORT_WITHOUT_PAGES)));
        return checked(parameters, errors);
    }

    private static ActionFilter checked(Map<String, List<String>> parameters, List<InputError> errors) {
        ActionFilter filter = ActionFilter.parse(parameters, errors);
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
        return filter;
    }

    /** Returns the cursor of the page that begins after an action. */
    String cursorAfter(ActionView last) {
        return position(last).encode(canonical(filter));
    }

    /** Returns the position of an action. */
    static ListCursor position(ActionView action) {
        return new ListCursor(action.performedAt(), action.id().toString());
    }

    /** Returns the URI of the next page, without the host. */
    String uri(String cursor) {
        return "/ssl/support/actions?cursor=" + cursor + "&limit=" + page.limit() + filter.query();
    }

    private static String canonical(ActionFilter filter) {
        return "actions\n" + filter.query();
    }
}
