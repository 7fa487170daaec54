package sslorders.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAwayTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57P03", "25006"})
    void aDatabaseThatTakesNoStatementsIsAway(String state) {
        assertThat(DatabaseAway.isCauseOf(new SQLException("x", state))).isTrue();
        assertThat(DatabaseAway.isCauseOf(
                        new RuntimeException(new IllegalStateException(new SQLException("x", state)))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42703", "40001", "57014", "XX000", "0"})
    void aStatementThatFailsIsNotADatabaseThatIsAway(String state) {
        assertThat(DatabaseAway.isCauseOf(new SQLException("x", state))).isFalse();
    }

    @Test
    void aCommitThatFailsKeepsItsReasonBesideIt() {
        RuntimeException commit = new RuntimeException("could not commit");
        commit.addSuppressed(new Exception(new SQLException("x", "57P01")));

        assertThat(DatabaseAway.isCauseOf(new RuntimeException(commit))).isTrue();
        assertThat(DatabaseAway.isCauseOf(new RuntimeException("x"))).isFalse();
    }
}
