package sslorders.database;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Runs SQL statements on connections of the pool. Outside of {@link #transaction}, each statement commits on its own
 * (auto-commit). Every method throws {@link DatabaseException} if PostgreSQL or the pool fails. The outcome of a failed commit is
 * unknown: the transaction may be committed or rolled back.
 */
@Singleton
public class Database {
    private final DataSource pool;

    Database(DataSource pool) {
        this.pool = pool;
    }

    /** Returns all rows. */
    public <T> List<T> list(String sql, Binding binding, Reading<T> reading) {
        return with(connection -> list(connection, sql, binding, reading));
    }

    /** Returns the first row; empty if there is none. */
    public <T> Optional<T> first(String sql, Binding binding, Reading<T> reading) {
        return with(connection -> first(connection, sql, binding, reading));
    }

    /** Returns the number of rows that the statement wrote. */
    public int update(String sql, Binding binding) {
        return with(connection -> update(connection, sql, binding));
    }

    /** Runs the work in one transaction. Commits if the work returns, and rolls back if it throws. */
    public <T> T transaction(Work<T> work) {
        return with(connection -> {
            // The pool enables auto-commit again when the connection is returned.
            connection.setAutoCommit(false);
            boolean isCommitted = false;
            try {
                T result = work.run(new Transaction(connection));
                connection.commit();
                isCommitted = true;
                return result;
            } finally {
                if (!isCommitted) {
                    rollBack(connection);
                }
            }
        });
    }

    private <T> T with(Use<T> use) {
        try (Connection connection = pool.getConnection()) {
            return use.of(connection);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            // PostgreSQL rolls back the transaction of a lost connection. The exception of the work is more
            // informative.
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Binding binding) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        binding.bind(new Parameters(statement));
        return statement;
    }

    private static <T> List<T> list(Connection connection, String sql, Binding binding, Reading<T> reading)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, binding);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reading.read(new Row(rows)));
            }
            return all;
        }
    }

    private static <T> Optional<T> first(Connection connection, String sql, Binding binding, Reading<T> reading)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, binding);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reading.read(new Row(rows))) : Optional.empty();
        }
    }

    private static int update(Connection connection, String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, binding)) {
            return statement.executeUpdate();
        }
    }

    /** Runs statements in the open transaction. */
    public static final class Transaction {
        private final Connection connection;

        private Transaction(Connection connection) {
            this.connection = connection;
        }

        /**
         * Runs two statements in one round trip and returns the row of the second. At the isolation level read committed, the
         * second statement sees what other transactions committed while the first one waited for a lock.
         *
         * @param lockAndQuery two statements, separated by a semicolon, that return one row each; the first row is ignored
         * @param binding the parameters of both statements, in order
         */
        public <T> T lockAndRead(String lockAndQuery, Binding binding, Reading<T> reading) throws SQLException {
            try (PreparedStatement statement = prepare(connection, lockAndQuery, binding)) {
                statement.execute();
                statement.getMoreResults();
                try (ResultSet rows = statement.getResultSet()) {
                    rows.next();
                    return reading.read(new Row(rows));
                }
            }
        }

        /** Returns all rows. */
        public <T> List<T> list(String sql, Binding binding, Reading<T> reading) throws SQLException {
            return Database.list(connection, sql, binding, reading);
        }

        /** Returns the first row; empty if there is none. */
        public <T> Optional<T> first(String sql, Binding binding, Reading<T> reading) throws SQLException {
            return Database.first(connection, sql, binding, reading);
        }

        /** Returns the number of rows that the statement wrote. */
        public int update(String sql, Binding binding) throws SQLException {
            return Database.update(connection, sql, binding);
        }
    }

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    public interface Binding {
        void bind(Parameters parameters) throws SQLException;
    }

    /** Converts a row to a value. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(Row row) throws SQLException;
    }

    /** Work that runs in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Transaction transaction) throws SQLException;
    }

    /** Writes rows in a transaction. */
    @FunctionalInterface
    public interface Write {
        void run(Transaction transaction) throws SQLException;
    }

    private interface Use<T> {
        T of(Connection connection) throws SQLException;
    }
}
