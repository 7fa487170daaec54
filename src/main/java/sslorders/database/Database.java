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
 * Runs SQL statements on the pool's connections. A statement is a transaction of its own unless it runs inside
 * {@link #transaction}. Every method throws {@link DatabaseException} if PostgreSQL or the pool fails; after a failed commit the
 * caller cannot know whether it took effect.
 */
@Singleton
public class Database {
    private final DataSource pool;

    Database(DataSource pool) {
        this.pool = pool;
    }

    /** Returns all rows. */
    public <T> List<T> list(String sql, Binding binding, Reading<T> reading) {
        return with(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, binding);
                    ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reading.read(new Row(rows)));
                }
                return all;
            }
        });
    }

    /** Returns the first row; empty if there is none. */
    public <T> Optional<T> first(String sql, Binding binding, Reading<T> reading) {
        return with(connection -> first(connection, sql, binding, reading));
    }

    /** Returns the number of rows that the statement wrote. */
    public int update(String sql, Binding binding) {
        return with(connection -> update(connection, sql, binding));
    }

    /** Does the work in one transaction: commits it, or rolls it back if the work throws. */
    public <T> T transaction(Work<T> work) {
        return with(connection -> {
            // The pool switches it on again.
            connection.setAutoCommit(false);
            boolean isDone = false;
            try {
                T result = work.run(new Transaction(connection));
                connection.commit();
                isDone = true;
                return result;
            } finally {
                if (!isDone) {
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
            // PostgreSQL rolls back the transaction of a lost connection itself; the work's own exception says more.
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Binding binding) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        binding.bind(new Parameters(statement));
        return statement;
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

    /** The open transaction of the caller. */
    public static final class Transaction {
        private final Connection connection;

        private Transaction(Connection connection) {
            this.connection = connection;
        }

        /**
         * Runs two statements in one round trip and returns the one row of the second. At read committed the second sees what
         * other transactions committed while the first waited for a lock.
         *
         * @param lockAndQuery the two, separated by a semicolon: the first returns a row, which is ignored, the second one row
         * @param binding the parameters of both, in order
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

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(Row row) throws SQLException;
    }

    /** The work of a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Transaction transaction) throws SQLException;
    }

    private interface Use<T> {
        T of(Connection connection) throws SQLException;
    }
}
