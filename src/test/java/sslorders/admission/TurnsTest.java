package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sslorders.admission.Turns.Turn;

class TurnsTest {
    private final Turns turns = new Turns(2);
    private final List<String> started = new ArrayList<>();

    @Test
    void requestAboveLimitIsQueued() {
        Turn first = take("first", true);
        take("second", true);
        take("third", false);
        assertThat(started).isEmpty();
        first.end();
        assertThat(started).containsExactly("third");
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void queuedRequestsStartInArrivalOrder() {
        Turn first = take("first", true);
        Turn second = take("second", true);
        take("third", false);
        take("fourth", false);
        second.end();
        first.end();
        assertThat(started).containsExactly("third", "fourth");
    }

    @Test
    void turnThatEndsTwiceIsReleasedOnce() {
        Turn first = take("first", true);
        take("second", true);
        take("third", false);
        take("fourth", false);
        first.end();
        first.end();
        assertThat(started).containsExactly("third");
    }

    @Test
    void requestThatEndsWhileQueuedNeverStarts() {
        Turn first = take("first", true);
        take("second", true);
        Turn third = take("third", false);
        take("fourth", false);
        third.end();
        assertThat(turns.waiting()).isEqualTo(1);
        first.end();
        assertThat(started).containsExactly("fourth");
    }

    @Test
    void endedTurnsAreReused() {
        take("first", true).end();
        take("second", true).end();
        take("third", true);
        take("fourth", true);
        take("fifth", false);
    }

    @Test
    void concurrentRequestsReleaseAllTurns() throws InterruptedException {
        int requests = 10_000;
        AtomicInteger active = new AtomicInteger();
        AtomicInteger maximum = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(requests);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < requests; i++) {
                Turn turn = turns.turn();
                Runnable work = () -> threads.execute(() -> {
                    maximum.accumulateAndGet(active.incrementAndGet(), Math::max);
                    active.decrementAndGet();
                    turn.end();
                    done.countDown();
                });
                if (turn.begin(work)) {
                    work.run();
                }
            }
            done.await();
        }
        assertThat(maximum.get()).isBetween(1, 2);
        assertThat(turns.waiting()).isZero();
    }

    private Turn take(String name, boolean isImmediate) {
        Turn turn = turns.turn();
        assertThat(turn.begin(() -> started.add(name))).isEqualTo(isImmediate);
        return turn;
    }
}
