package sslorders.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list. What it is in JSON is up to the list, whose member has a name of its own.
 *
 * @param items at most as many as the limit of the request
 * @param nextCursor the cursor of the next page; empty on the last one
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    /**
     * Cuts a page from what was read for it.
     *
     * @param read up to {@link PageRequest#rowsToRead} items; one more than the limit shows that another page follows
     * @param cursorBehind the cursor of the page behind an item
     */
    public static <T> Page<T> of(List<T> read, int limit, Function<T, String> cursorBehind) {
        if (read.size() <= limit) {
            return new Page<>(read, Optional.empty());
        }
        List<T> items = read.subList(0, limit);
        return new Page<>(items, Optional.of(cursorBehind.apply(items.getLast())));
    }

    /** The same page of other items, such as their views. */
    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), nextCursor);
    }

    /**
     * The value of the {@code Link} header (RFC 8288); empty on the last page.
     *
     * @param uri the address of the page that a cursor begins, relative to the host
     */
    public Optional<String> nextLink(Function<String, String> uri) {
        return nextCursor.map(cursor -> "<" + uri.apply(cursor) + ">; rel=\"next\"");
    }
}
