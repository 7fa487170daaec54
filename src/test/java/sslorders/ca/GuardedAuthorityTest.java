package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import sslorders.ca.CertificateAuthority.Request;
import sslorders.ca.Outcome.Accepted;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.ca.Outcome.Unknown;
import sslorders.ca.Reconciling.Finding;
import sslorders.testing.SettableClock;

/** Bulkhead, circuit breaker and metrics of one CA. */
@QuarkusTest
class GuardedAuthorityTest {
    private static final Accepted ACCEPTED = new Accepted(Optional.empty());
    private static final Rejected REJECTED = new Rejected(Reason.WRONG_STATE, Optional.of("409"));
    private static final Unknown UNKNOWN = new Unknown("read timeout");
    private static final NotExecuted NO_CONNECTION = new NotExecuted("connection failed", Optional.empty());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SettableClock clock = new SettableClock();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Supplier<Outcome> answer = () -> ACCEPTED;

    @Test
    void callsBeyondTheLimitAreRejectedAtOnce() throws Exception {
        GuardedAuthority served = served(Map.of("max-concurrent", "3"));
        CountDownLatch answered = new CountDownLatch(1);
        answer = () -> {
            awaitUninterruptibly(answered);
            return ACCEPTED;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> inside = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                inside.add(threads.submit(() -> served.resendFulfillmentEmail(null)));
            }
            await().until(() -> calls.get() == 3);
            assertThat(served.busyFor()).contains(Duration.ZERO);

            assertThat(served.resendFulfillmentEmail(null))
                    .isEqualTo(new NotExecuted("limit of concurrent calls reached", Optional.empty()));

            answered.countDown();
            for (Future<Outcome> outcome : inside) {
                assertThat(outcome.get()).isEqualTo(ACCEPTED);
            }
        }
        assertThat(calls).hasValue(3);
        assertThat(served.busyFor()).isEmpty();
        assertThat(served.resendFulfillmentEmail(null)).isEqualTo(ACCEPTED);
    }

    @Test
    void failingCaOpensTheCircuitUntilAProbeSucceeds() {
        GuardedAuthority served = served(Map.of("circuit-volume", "4", "circuit-open-for", "300ms"));
        call(served, ACCEPTED, REJECTED, UNKNOWN, NO_CONNECTION);
        assertThat(served.circuit()).isEqualTo("open");
        assertThat(served.busyFor().orElseThrow()).isPositive().isLessThanOrEqualTo(Duration.ofMillis(300));

        assertThat(served.resendFulfillmentEmail(null))
                .isEqualTo(new NotExecuted("circuit open", Optional.of(Duration.ofMillis(300))));
        assertThat(calls).hasValue(4);

        answer = () -> ACCEPTED;
        await().until(() -> served.busyFor().isEmpty());
        await().until(() -> served.resendFulfillmentEmail(null) instanceof Accepted);
        assertThat(served.circuit()).isEqualTo("closed");
        assertThat(calls).hasValue(5);
    }

    @Test
    void failedProbeOpensTheCircuitAgain() {
        GuardedAuthority served = served(Map.of("circuit-volume", "2", "circuit-open-for", "100ms"));
        call(served, UNKNOWN, UNKNOWN);

        await().until(() -> served.resendFulfillmentEmail(null).equals(UNKNOWN));
        assertThat(served.circuit()).isEqualTo("open");
        assertThat(calls).hasValue(3);
    }

    @Test
    void rejectionsDoNotOpenTheCircuit() {
        GuardedAuthority served = served(Map.of("circuit-volume", "2"));

        call(served, REJECTED, REJECTED, REJECTED, REJECTED);

        assertThat(served.circuit()).isEqualTo("closed");
    }

    @Test
    void throttledCallsDoNotOpenTheCircuit() {
        GuardedAuthority served = served(Map.of("circuit-volume", "2"));
        Outcome throttled = new NotExecuted("status 429", Optional.empty(), true);

        call(served, throttled, throttled, throttled, throttled);

        assertThat(served.circuit()).isEqualTo("closed");
    }

    @Test
    void callsOverTheLimitDoNotOpenTheCircuit() throws Exception {
        GuardedAuthority served = served(Map.of("max-concurrent", "1", "circuit-volume", "2"));
        CountDownLatch answered = new CountDownLatch(1);
        answer = () -> {
            awaitUninterruptibly(answered);
            return UNKNOWN;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> inside = threads.submit(() -> served.resendFulfillmentEmail(null));
            await().until(() -> calls.get() == 1);
            for (int i = 0; i < 10; i++) {
                served.resendFulfillmentEmail(null);
            }
            answered.countDown();
            inside.get();
        }
        assertThat(served.circuit()).isEqualTo("closed");

        call(served, UNKNOWN);
        assertThat(served.circuit()).isEqualTo("open");
    }

    @Test
    void checkIgnoresTheCircuitAndDoesNotChangeIt() {
        GuardedAuthority served = served(Map.of("circuit-volume", "2"));
        call(served, UNKNOWN, UNKNOWN);

        assertThat(served.check(Optional.empty()).steps())
                .containsExactly(CheckStep.failed(CheckStep.Kind.READ, "read timeout"));
        answer = () -> ACCEPTED;
        assertThat(served.check(Optional.empty()).isFailed()).isFalse();
        assertThat(served.circuit()).isEqualTo("open");
    }

    @Test
    void failedChecksDoNotOpenTheCircuit() {
        GuardedAuthority served = served(Map.of("circuit-volume", "1"));
        answer = () -> UNKNOWN;

        assertThat(served.check(Optional.empty()).isFailed()).isTrue();
        assertThat(served.circuit()).isEqualTo("closed");
        assertThat(meters.find("ssl.orders.ca.attempts").counters()).isEmpty();
    }

    @Test
    void checkCountsTowardTheLimitOfConcurrentCalls() throws Exception {
        GuardedAuthority served = served(Map.of("max-concurrent", "1"));
        CountDownLatch answered = new CountDownLatch(1);
        answer = () -> {
            awaitUninterruptibly(answered);
            return ACCEPTED;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> inside = threads.submit(() -> served.resendFulfillmentEmail(null));
            await().until(() -> calls.get() == 1);

            assertThat(served.check(Optional.empty()).steps())
                    .containsExactly(CheckStep.failed(CheckStep.Kind.READ, "limit of concurrent calls reached"));

            answered.countDown();
            assertThat(inside.get()).isEqualTo(ACCEPTED);
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void exceptionOfTheAdapterFailsTheCheck() {
        answer = () -> {
            throw new IllegalStateException("a bug");
        };

        assertThat(served(Map.of()).check(Optional.empty()).steps())
                .containsExactly(CheckStep.failed(CheckStep.Kind.READ, "the adapter failed"));
    }

    @Test
    void everyCaHasItsOwnCircuit() {
        GuardedAuthority served = served(Map.of("circuit-volume", "1"));
        GuardedAuthority other = served(Map.of("circuit-volume", "1"));

        call(served, UNKNOWN);

        assertThat(served.circuit()).isEqualTo("open");
        call(other, ACCEPTED);
        assertThat(other.circuit()).isEqualTo("closed");
    }

    @Test
    void exceptionOfTheAdapterIsUnknown() {
        answer = () -> {
            throw new IllegalStateException("a bug");
        };

        assertThat(served(Map.of()).resendFulfillmentEmail(null)).isEqualTo(new Unknown("adapter failed"));
    }

    @Test
    void onUnknownKeepDisablesReconciliation() {
        Unknown unknown = new Unknown("read timeout", Optional.of("token"));
        answer = () -> unknown;

        assertThat(served(Map.of()).resendFulfillmentEmail(null)).isEqualTo(unknown);
        assertThat(served(Map.of("on-unknown", "keep")).resendFulfillmentEmail(null))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void reconciliationWithoutSupportIsUnclear() {
        assertThat(served(Map.of()).reconcile(null, "token")).isEqualTo(Finding.UNCLEAR);
    }

    @Test
    void attemptsAreCountedByOutcomeAndExecutedOnesTimed() {
        GuardedAuthority served = served(Map.of("circuit-volume", "4"));

        call(served, ACCEPTED, ACCEPTED, UNKNOWN, NO_CONNECTION);
        served.resendFulfillmentEmail(null);

        assertThat(attempts("accepted")).isEqualTo(2);
        assertThat(attempts("unknown")).isEqualTo(1);
        assertThat(attempts("not-executed")).isEqualTo(2);
        assertThat(meters.get("ssl.orders.ca.call").tag("ca", "alpha").timer().count())
                .isEqualTo(4);
        assertThat(circuit("open")).isEqualTo(1);
        assertThat(circuit("closed")).isZero();
    }

    @Test
    void timeSinceAcceptanceBeginsAtTheStart() {
        clock.set(SettableClock.START);
        GuardedAuthority served = served(Map.of());
        clock.set(SettableClock.START.plusSeconds(60));
        call(served, REJECTED);
        assertThat(sinceAccepted()).isEqualTo(60);
        assertThat(served.lastAccepted()).isEmpty();

        call(served, ACCEPTED);
        Instant accepted = clock.instant();
        clock.set(accepted.plusMillis(1500));

        assertThat(sinceAccepted()).isEqualTo(1.5);
        assertThat(served.lastAccepted()).contains(accepted);
    }

    private void call(GuardedAuthority served, Outcome... answers) {
        for (Outcome expected : answers) {
            answer = () -> expected;
            assertThat(served.resendFulfillmentEmail(null)).isEqualTo(expected);
        }
    }

    private double attempts(String outcome) {
        return meters.get("ssl.orders.ca.attempts")
                .tag("ca", "alpha")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double circuit(String state) {
        return meters.get("ssl.orders.ca.circuit").tag("state", state).gauge().value();
    }

    private double sinceAccepted() {
        return meters.get("ssl.orders.ca.since.accepted").timeGauge().value();
    }

    private GuardedAuthority served(Map<String, String> limits) {
        Map<String, String> properties = new HashMap<>(limits);
        properties.put("dialect", "none");
        properties.put("url", "https://alpha.example");
        CaConfig.Entry config =
                CaConfigs.config("alpha", properties).authorities().get("alpha");
        return new GuardedAuthority("alpha", new Scripted(), config, meters, clock);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A CA whose responses the test sets. */
    private final class Scripted implements CertificateAuthority {

        @Override
        public Outcome resendFulfillmentEmail(Request request) {
            calls.incrementAndGet();
            return answer.get();
        }

        @Override
        public List<CheckStep> check(Optional<String> caOrderId) {
            return List.of(CheckStep.read(resendFulfillmentEmail(null), "called"));
        }

        @Override
        public RecipientCheck recipientCheck() {
            return RecipientCheck.NOT_CHECKABLE;
        }

        @Override
        public Duration longestCall() {
            return Duration.ofSeconds(1);
        }
    }
}
