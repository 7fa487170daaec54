package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.testing.ServiceTest;

@QuarkusTest
class CallRateTest extends ServiceTest {

    @Test
    void callOverTheLimitIsNotExecutedAndDelayed() {
        CallRate rate = new CallRate(Optional.of(20));
        for (int i = 0; i < 20; i++) {
            rate.acquire();
        }

        NoReply over = catchThrowableOfType(NoReply.class, rate::acquire);

        assertThat(over.outcome()).isInstanceOfSatisfying(NotExecuted.class, waits -> {
            assertThat(waits.isThrottled()).isTrue();
            assertThat(waits.retryAfter())
                    .hasValueSatisfying(
                            wait -> assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1)));
        });
    }

    @Test
    void withoutALimitEveryCallIsAllowed() {
        CallRate rate = new CallRate(Optional.empty());

        for (int i = 0; i < 1_000; i++) {
            rate.acquire();
        }
    }
}
