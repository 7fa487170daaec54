package sslorders.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;
import jakarta.persistence.QueryTimeoutException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.hibernate.exception.GenericJDBCException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseErrorsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            08000, connection exception
            08001, no connection could be established
            08003, the connection does not exist any more
            08004, the server rejected the connection
            08006, the connection failed
            08P01, protocol violation
            25006, a read-only standby
            25P03, the transaction was idle for too long
            25P04, the transaction took too long
            40001, serialization failure
            40P01, deadlock
            53000, insufficient resources
            53100, disk full
            53200, out of memory
            53300, too many connections
            55P03, the lock was not available in time
            57014, the statement was canceled
            57P01, the session was ended by an operator
            57P02, crash
            57P03, the server starts or stops
            57P04, the database was dropped
            57P05, the session was idle for too long
            """)
    void temporaryFailureIsUnavailable(String state, String meaning) {
        assertThat(DatabaseErrors.isCauseOf(new SQLException(meaning, state))).isTrue();
        assertThat(DatabaseErrors.isCauseOf(
                        new RuntimeException(new IllegalStateException(new SQLException(meaning, state)))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0", "", "01000", "0A000", "21000", "22001", "22021", "22P02", "23502", "23503", "23505", "23514",
                "25001", "25P02", "25P01", "28P01", "34000", "3D000", "40002", "42501", "42601", "42703", "42P01",
                "54000", "55000", "55006", "57000", "58030", "F0000", "P0001", "XX000"
            })
    void failedStatementIsAnError(String state) {
        assertThat(DatabaseErrors.isCauseOf(new SQLException("x", state))).isFalse();
        assertThat(DatabaseErrors.isCauseOf(new RuntimeException(new SQLException("x", state))))
                .isFalse();
    }

    @ParameterizedTest
    @NullSource
    void poolWithoutConnectionIsUnavailable(String state) {
        assertThat(DatabaseErrors.isCauseOf(new SQLException("Sorry, acquisition timeout!", state)))
                .isTrue();
        assertThat(DatabaseErrors.isCauseOf(new SQLFeatureNotSupportedException("x", state)))
                .as("errors of the driver")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void wrappedDatabaseFailureIsFound(Throwable wrapper) {
        assertThat(DatabaseErrors.isCauseOf(wrapper)).isTrue();
        assertThat(DatabaseErrors.describe(wrapper))
                .isEqualTo("SQLSTATE 55P03, canceling statement due to lock timeout");
    }

    static Stream<Throwable> wrappers() {
        SQLException failure = new SQLException("canceling statement due to lock timeout\n  Where: x", "55P03");
        SQLException aborted = new SQLException("current transaction is aborted", "25P02", failure);
        BatchUpdateException batch = new BatchUpdateException("Batch entry 0 was aborted", "22000", new int[0]);
        batch.setNextException(failure);
        RollbackException rollback = new RollbackException("could not commit");
        XAException commit = new XAException(XAException.XA_RBROLLBACK);
        commit.initCause(failure);
        rollback.addSuppressed(commit);
        HeuristicMixedException mixed = new HeuristicMixedException();
        mixed.addSuppressed(failure);
        return Stream.of(
                failure,
                aborted,
                batch,
                rollback,
                new RuntimeException(rollback),
                mixed,
                new GenericJDBCException("could not execute statement", failure),
                new PersistenceException(new GenericJDBCException("could not execute statement", failure)),
                new LockTimeoutException(failure),
                new PessimisticLockException(failure),
                new QueryTimeoutException(failure));
    }

    @Test
    void serviceExceptionIsNoDatabaseError() {
        assertThat(DatabaseErrors.isCauseOf(null)).isFalse();
        assertThat(DatabaseErrors.isCauseOf(new RuntimeException("x"))).isFalse();
        assertThat(DatabaseErrors.describe(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @Test
    void circularCausesTerminate() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);

        assertThat(DatabaseErrors.isCauseOf(one)).isFalse();
    }
}
