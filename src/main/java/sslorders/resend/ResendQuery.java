package sslorders.resend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sslorders.account.AccountId;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.paging.ListCursor;
import sslorders.paging.PageRequest;

/**
 * A query for a page of an account's resends.
 *
 * @param account the account that owns the resends
 * @param page the limit and the cursor
 * @param after the position after which the page begins; empty for the first page
 */
record ResendQuery(AccountId account, ResendFilter filter, PageRequest page, Optional<ListCursor> after) {
    /**
     * Parses the query of a request.
     *
     * @throws ServiceException {@code invalid-request} with an error for each invalid parameter, or {@code invalid-cursor}
     */
    static ResendQuery parse(AccountId account, Map<String, List<String>> parameters) {
        List<InputError> errors = new ArrayList<>();
        PageRequest page = PageRequest.read(parameters, ResendFilter.PARAMETERS, errors);
        ResendFilter filter = ResendFilter.parse(parameters, errors);
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
        return new ResendQuery(account, filter, page, page.after(canonical(account, filter), Resend.ID_FORM));
    }

    /** Returns the cursor of the page that begins after a resend. */
    String cursorAfter(Resend last) {
        return new ListCursor(last.requested().at(), last.id().toString()).encode(canonical(account, filter));
    }

    /** Returns the URI of the next page, without the host. */
    String uri(String cursor) {
        return "/ssl/resends?cursor=" + cursor + "&limit=" + page.limit() + filter.query();
    }

    /**
     * Returns the parameters that determine the sequence of resends; the limit does not. A cursor is valid only for the same
     * parameters.
     */
    private static String canonical(AccountId account, ResendFilter filter) {
        return account.value() + "\nall resends\n" + filter.query();
    }
}
