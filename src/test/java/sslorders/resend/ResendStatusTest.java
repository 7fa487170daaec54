package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static sslorders.resend.ResendStatus.ACCEPTED;
import static sslorders.resend.ResendStatus.CANCELLED;
import static sslorders.resend.ResendStatus.GAVE_UP;
import static sslorders.resend.ResendStatus.PENDING;
import static sslorders.resend.ResendStatus.REJECTED;
import static sslorders.resend.ResendStatus.RELAYING;
import static sslorders.resend.ResendStatus.UNKNOWN;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResendStatusTest {
    private static final Map<ResendStatus, Set<ResendStatus>> TRANSITIONS = Map.of(
            PENDING, Set.of(RELAYING, GAVE_UP, CANCELLED, UNKNOWN),
            RELAYING, Set.of(ACCEPTED, REJECTED, UNKNOWN, PENDING, GAVE_UP),
            UNKNOWN, Set.of(ACCEPTED, PENDING));

    @ParameterizedTest
    @EnumSource
    void statusAllowsOnlyItsTransitions(ResendStatus status) {
        for (ResendStatus next : ResendStatus.values()) {
            assertThat(status.mayBecome(next))
                    .as("%s to %s", status, next)
                    .isEqualTo(TRANSITIONS.getOrDefault(status, Set.of()).contains(next));
        }
    }
}
