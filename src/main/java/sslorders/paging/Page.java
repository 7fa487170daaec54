package sslorders.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list. Each list has its own JSON representation, since the names of the members differ.
 *
 * @param items the items, at most as many as the limit of the request
 * @param nextCursor the cursor of the next page; empty on the last page
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    /**
     * Creates a page from the rows that were read for it.
     *
     * @param rows up to {@link PageRequest#rowsToRead} rows; a row beyond the limit means that another page follows
     * @param cursorAfter returns the cursor of the page that begins after a row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursorAfter) {
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, Optional.of(cursorAfter.apply(items.getLast())));
    }

    /** Returns a page in which each item is mapped, for example to its view. */
    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), nextCursor);
    }

    /**
     * Returns the value of the {@code Link} header (RFC 8288); empty on the last page.
     *
     * @param uri returns the URI of the page for a cursor, relative to the host
     */
    public Optional<String> nextLink(Function<String, String> uri) {
        return nextCursor.map(cursor -> "<" + uri.apply(cursor) + ">; rel=\"next\"");
    }
}
