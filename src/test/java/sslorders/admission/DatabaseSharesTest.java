package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import sslorders.account.AccountId;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

class DatabaseSharesTest {
    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId GLOBEX = new AccountId("globex");

    private final DatabaseShares shares = new DatabaseShares(new ShortWait(), 20, null);

    private record ShortWait() implements AdmissionConfig {
        @Override
        public OptionalInt maxReads() {
            return OptionalInt.empty();
        }

        @Override
        public OptionalInt maxActiveReads() {
            return OptionalInt.empty();
        }

        @Override
        public OptionalInt maxWrites() {
            return OptionalInt.empty();
        }

        @Override
        public double accountShare() {
            return 0.5;
        }

        @Override
        public double databaseShare() {
            return 0.5;
        }

        @Override
        public Duration databaseWait() {
            return Duration.ofMillis(1);
        }

        @Override
        public Duration responseTimeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public OptionalLong maxUnsentBytes() {
            return OptionalLong.empty();
        }
    }

    @Test
    void turnThatDoesNotComeInTimeIsRejected() {
        shares.inTurn(ACME, () -> {
            assertThatThrownBy(() -> shares.inTurn(ACME, () -> "work"))
                    .isInstanceOfSatisfying(ServiceException.class, refusal -> {
                        assertThat(refusal.type()).isEqualTo(ErrorType.ACCOUNT_BUSY);
                        assertThat(refusal.retryAfter()).isPresent();
                    });
            return shares.inTurn(GLOBEX, () -> "work");
        });
        assertThat(shares.inTurn(ACME, () -> "work")).isEqualTo("work");
    }

    @Test
    void failedWorkReturnsTheTurn() {
        assertThatThrownBy(() -> shares.inTurn(ACME, () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(shares.inTurn(ACME, () -> "work")).isEqualTo("work");
    }
}
