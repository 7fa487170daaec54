package sslorders.database;

import java.sql.SQLException;

/** A statement or a commit failed; the cause is PostgreSQL's or the pool's own exception. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
        super(cause);
    }
}
