package sslorders.database;

import java.sql.SQLException;

/** Reports a failed statement or commit. The cause is the exception of PostgreSQL's driver or of the pool. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
        super(cause);
    }
}
