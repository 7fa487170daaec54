package sslorders.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.paging.FilterQuery;
import sslorders.paging.FilterReader;
import sslorders.paging.ListCursor;
import sslorders.paging.PageRequest;

/**
 * A query for a page of orders of all accounts, by one criterion.
 *
 * @param value the value of the criterion, as the client sent it
 * @param isPrefix whether the orders have the value as a prefix; otherwise they have exactly this value
 * @param page the limit and the cursor
 * @param after the ID of the order after which the page begins; empty for the first page
 */
public record OrderSearchQuery(
        SearchCriterion criterion, String value, boolean isPrefix, PageRequest page, Optional<String> after) {
    private static final String MATCH = "match";
    private static final String PREFIX = "prefix";

    /**
     * Parses the query of a request.
     *
     * @throws ServiceException {@code invalid-request} with an error for each invalid parameter, or {@code invalid-cursor}
     */
    public static OrderSearchQuery parse(Map<String, List<String>> parameters) {
        List<InputError> errors = new ArrayList<>();
        Set<String> own = new TreeSet<>(Set.of(MATCH));
        Arrays.stream(SearchCriterion.values()).map(SearchCriterion::parameter).forEach(own::add);
        PageRequest page = PageRequest.read(parameters, own, errors);
        FilterReader reader = new FilterReader(parameters, errors);
        boolean isPrefix = reader.read(MATCH, OrderSearchQuery::parseMatch, Detail.ONE_OF.with("exact, prefix"))
                .orElse(false);
        List<SearchCriterion> given = Arrays.stream(SearchCriterion.values())
                .filter(criterion -> parameters.containsKey(criterion.parameter()))
                .toList();
        given.forEach(criterion -> reader.read(criterion.parameter(), criterion.form(), criterion.formDetail()));
        if (given.size() != 1) {
            errors.add(InputError.inQuery("", Detail.ONE_PARAMETER, SearchCriterion.parameters()));
        }
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
        SearchCriterion criterion = given.getFirst();
        String value = PageRequest.first(parameters, criterion.parameter()).orElseThrow();
        OrderSearchQuery first = new OrderSearchQuery(criterion, value, isPrefix, page, Optional.empty());
        return new OrderSearchQuery(
                criterion,
                value,
                isPrefix,
                page,
                page.after(first.canonical(), OrderId.FORM).map(ListCursor::id));
    }

    private static Optional<Boolean> parseMatch(String text) {
        return switch (text) {
            case "exact" -> Optional.of(false);
            case PREFIX -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    /** Returns the cursor of the page that begins after an order. It contains the ID of the order, but no personal data. */
    String cursorAfter(FoundOrder last) {
        return new ListCursor(Instant.EPOCH, last.order().id()).encode(canonical());
    }

    /** Returns the URI of the next page, without the host. */
    public String uri(String cursor) {
        return "/ssl/support/orders?cursor=" + cursor + "&limit=" + page.limit() + query();
    }

    private String canonical() {
        return "all accounts\n" + query();
    }

    private String query() {
        return new FilterQuery()
                .add(criterion.parameter(), Optional.of(value))
                .add(MATCH, isPrefix ? Optional.of(PREFIX) : Optional.empty())
                .toString();
    }
}
