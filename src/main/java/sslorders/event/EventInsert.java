package sslorders.event;

import java.util.List;

/**
 * The part of a statement that inserts events, and its parameters. {@link EventInserts} creates it.
 *
 * @param sql common table expressions that follow another one, each with a leading comma; blank if the statement inserts no event
 * @param parameters the text parameters of the SQL, in order
 */
public record EventInsert(String sql, List<String> parameters) {
    /** The part of a statement that inserts no event. */
    public static final EventInsert NONE = new EventInsert("", List.of());
}
