package sslorders.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaPausesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(60);
    private static final CaPause PAUSE = new CaPause("alpha", NOW, UNTIL, "Maintenance");

    private final CaPauses pauses = new CaPauses();

    @Test
    void noCaIsPausedAtFirst() {
        assertThat(pauses.find("alpha", NOW)).isEmpty();
    }

    @Test
    void pauseAppliesUntilItsEnd() {
        pauses.replace(List.of(PAUSE));

        assertThat(pauses.find("alpha", UNTIL.minusNanos(1))).contains(PAUSE);
        assertThat(pauses.find("alpha", UNTIL)).isEmpty();
        assertThat(pauses.find("beta", NOW)).isEmpty();
    }

    @Test
    void pauseThatIsNoLongerStoredEnds() {
        pauses.replace(List.of(PAUSE));
        pauses.replace(List.of());

        assertThat(pauses.find("alpha", NOW)).isEmpty();
    }
}
