package sslorders.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The verdict fails for every kind of degradation. */
class SoakVerdictTest {
    private final SoakVerdict verdict = new SoakVerdict();

    @Test
    void stableServicePasses() {
        verdict.noError(taking(5));
        verdict.memoryIsFlat(List.of(with(250, 60)), List.of(with(253, 60)), 1_000);
        verdict.latencyIsFlat(taking(5), taking(5.5));
        verdict.filesAreFlat(List.of(with(250, 60)), List.of(with(250, 61)));
        verdict.noConnectionLeaked(idle(20, 0, 0, 0, 0), 20);

        assertThat(verdict.passed()).isTrue();
    }

    @Test
    void oneErrorFails() {
        Latencies latencies = taking(5);
        latencies.add(1, false);
        verdict.noError(latencies);

        assertThat(verdict.passed()).isFalse();
    }

    @Test
    void memoryMayGrowByItsNormalVariationOnly() {
        verdict.memoryIsFlat(List.of(with(250, 60), with(252, 60)), List.of(with(255, 60), with(256, 60)), 1_000);

        assertThat(verdict.passed()).isFalse();
    }

    @Test
    void latencyTwentyPercentHigherFails() {
        verdict.latencyIsFlat(taking(5), taking(6.1));

        assertThat(verdict.passed()).isFalse();
    }

    @Test
    void unclosedFilesFail() {
        verdict.filesAreFlat(List.of(with(250, 60)), List.of(with(250, 70)));

        assertThat(verdict.passed()).isFalse();
    }

    @Test
    void connectionBusyWithoutRequestsIsLeaked() {
        for (Vitals idle : List.of(
                idle(21, 0, 0, 0, 0),
                idle(20, 1, 0, 0, 0),
                idle(20, 0, 1, 0, 0),
                idle(20, 0, 0, 1, 0),
                idle(20, 0, 0, 0, 1))) {
            SoakVerdict its = new SoakVerdict();
            its.noConnectionLeaked(idle, 20);
            assertThat(its.passed()).as(idle.toString()).isFalse();
        }
    }

    private static Latencies taking(double millis) {
        Latencies latencies = new Latencies();
        latencies.add((long) (millis * 1e6), true);
        return latencies;
    }

    private static Vitals with(double residentMiB, int files) {
        return new Vitals(residentMiB, 20, 30, files, 10, 0, 0, 0, 0);
    }

    private static Vitals idle(int connections, int busy, int inUse, int leaked, double backlog) {
        return new Vitals(250, 20, 30, 60, connections, busy, inUse, leaked, backlog);
    }
}
