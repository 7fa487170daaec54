package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
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
        public Optional<Integer> maxReads() {
            return Optional.empty();
        }

        @Override
        public Optional<Integer> maxActiveReads() {
            return Optional.empty();
        }

        @Override
        public Optional<Integer> maxWrites() {
            return Optional.empty();
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
        public Optional<Long> maxUnsentBytes() {
            return Optional.empty();
        }
    }

    @Test
    void requestIsRejectedAfterMaximumWait() {
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
    void failedWorkReleasesPermit() {
        assertThatThrownBy(() -> shares.inTurn(ACME, () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(shares.inTurn(ACME, () -> "work")).isEqualTo("work");
    }
}
