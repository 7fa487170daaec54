package sslorders.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import sslorders.account.AccountId;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.paging.FilterReader;
import sslorders.paging.PageRequest;

/**
 * A query for a page of an account's events.
 *
 * @param account the account of the events
 * @param after the event after which the page begins; empty for the oldest event
 * @param limit the maximum number of events
 */
record EventQuery(AccountId account, Optional<UUID> after, int limit) {
    private static final String AFTER = "after";

    /**
     * Parses the query of a request.
     *
     * @throws ServiceException {@code invalid-request} with an error for each invalid parameter
     */
    static EventQuery parse(AccountId account, Map<String, List<String>> parameters) {
        List<InputError> errors = new ArrayList<>();
        int limit = PageRequest.readLimit(parameters, Set.of(AFTER), errors);
        Optional<UUID> after = new FilterReader(parameters, errors)
                .read(AFTER, Event.ID_FORM, Detail.EVENT_ID.with())
                .map(UUID::fromString);
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
        return new EventQuery(account, after, limit);
    }

    /** Returns the error for an event that does not exist, is expired or belongs to another account. Clients cannot distinguish these. */
    static ServiceException unknownAfter() {
        return ServiceException.invalid(InputError.inQuery(AFTER, Detail.UNKNOWN_EVENT));
    }

    /** Returns the URI of the page after an event, without the host. */
    String uri(UUID last) {
        return "/ssl/events?after=" + last + "&limit=" + limit;
    }

    /** Returns the number of rows to read for the page. It is one more than the limit, to detect whether more events follow. */
    int rowsToRead() {
        return limit + 1;
    }
}
