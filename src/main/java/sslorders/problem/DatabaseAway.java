package sslorders.problem;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** Tells the failures of a database that is away, which are over when it is back, from all others. */
public final class DatabaseAway {
    /**
     * The SQLSTATEs of PostgreSQL that say so (appendix A of its manual): connection exceptions, insufficient resources,
     * among them connections, and a server that is stopping or starting, or has been made a read-only standby.
     */
    private static final Set<String> CLASSES = Set.of("08", "53");

    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "25006");

    private DatabaseAway() {}

    /** Whether a failure, or what caused it, is that of a database that is away or takes no more connections. */
    public static boolean isCauseOf(Throwable failure) {
        if (failure == null) {
            return false;
        }
        return (failure instanceof SQLException error && isAway(error))
                || isCauseOf(failure.getCause())
                // The transaction manager keeps what made a commit fail beside its own exception.
                || Stream.of(failure.getSuppressed()).anyMatch(DatabaseAway::isCauseOf);
    }

    private static boolean isAway(SQLException error) {
        String state = error.getSQLState();
        // The pool gives no state when it has no connection to give.
        return state == null
                || CLASSES.contains(state.substring(0, Math.min(2, state.length())))
                || STATES.contains(state);
    }
}
