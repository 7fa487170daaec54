package sslorders.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** One failure of the primary under load, and its effect on clients. */
final class FailoverRound {
    static final int ORDERS = 30_000;
    private static final int CLIENTS = 12;

    /** The kinds of failure of a primary. */
    enum Way {
        /** Its processes are killed, and the operating system closes their connections. */
        KILLED,
        /** It stops responding, like a machine without power, and starts again later. */
        SILENT,
        /** It stops responding, and continues after the promotion of another server, like a machine that hung. */
        PAUSED
    }

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final DatabaseServers servers;
    private final Cluster cluster;
    private final int number;
    private final Way way;
    private final Load load;
    private final ListWatch lists;
    private final long begin = System.nanoTime();
    private long gone;

    /** Time at which Patroni reports a new primary. */
    private long there;

    private long end;

    FailoverRound(DatabaseServers servers, Cluster cluster, int number, Way way) {
        this.servers = servers;
        this.cluster = cluster;
        this.number = number;
        this.way = way;
        this.load = new Load(cluster, 1 + number * ORDERS, ORDERS, CLIENTS);
        this.lists = new ListWatch(cluster);
    }

    /** Starts with one primary and two standbys, and ends with another primary and two standbys. */
    Load run(boolean synchronous) throws Exception {
        try (load;
                lists) {
            within("resends are processed", () -> load.answers.size() > 300);
            String primary = servers.primaryExcept("").orElseThrow();
            failPrimary(primary);
            within(
                    "there is a new primary",
                    () -> servers.primaryExcept(primary).isPresent());
            there = System.nanoTime();
            within("lists and resends succeed", () -> toList() != null && toResend() != null);
            startAgainAfterFailure(primary);
            servers.awaitAll(cluster, synchronous);
            load.stop();
            end = System.nanoTime();
        }
        return load;
    }

    private static void within(String what, Callable<Boolean> condition) {
        await(what).atMost(TIMEOUT).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /**
     * Commits of the last moments exist only on this primary, as when the network fails before the machine. The wait
     * is random because the moment must be random.
     */
    private void failPrimary(String primary) {
        DatabaseServers.signal("STOP", DatabaseServers.standbys(cluster));
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(200, 1_000)));
        gone = System.nanoTime();
        if (way == Way.KILLED) {
            servers.kill(primary);
        } else {
            servers.suspend(primary);
        }
    }

    private void startAgainAfterFailure(String primary) {
        if (way == Way.PAUSED) {
            servers.resume(primary);
        } else {
            servers.kill(primary);
            servers.startAgain(primary);
        }
    }

    /**
     * Returns the time from the promotion to the first successful list that was requested after the promotion; empty
     * if no list was successful.
     */
    private Duration toList() {
        return first(lists.seen.stream().filter(seen -> seen.sent() > there).mapToLong(ListWatch.Seen::answered));
    }

    private Duration toResend() {
        return first(load.answers.stream()
                .filter(answer -> answer.sent() > there && answer.status().equals("accepted"))
                .mapToLong(Load.Answer::answered));
    }

    private Duration first(LongStream moments) {
        return moments.boxed()
                .min(Long::compare)
                .map(moment -> Duration.ofNanos(moment - there))
                .orElse(null);
    }

    /** Fails if the service did not recover soon enough after the database. */
    void recoveredInTime() {
        assertThat(toList()).as("to the first list").isLessThan(SOON);
        assertThat(toResend()).as("to the first resend").isLessThan(SOON);
    }

    /** Returns a report of three lines. */
    String figures() {
        return "Round %d, primary %s: promotion after %.1f s; then first list after %.1f s, first resend after %.1f s%n"
                        .formatted(
                                number + 1,
                                way.name().toLowerCase(Locale.ROOT),
                                seconds(there - gone),
                                seconds(toList().toNanos()),
                                seconds(toResend().toNanos()))
                + "  longest without a list %.1f s, without a resend %.1f s, of %.0f s%n"
                        .formatted(
                                longest(lists.seen.stream().mapToLong(ListWatch.Seen::answered)),
                                longest(load.answers.stream().mapToLong(Load.Answer::answered)),
                                seconds(end - begin))
                + "  %d requests, rejected during the failover by %s, %d without a response"
                        .formatted(load.answers.size(), rejections(), load.silences.get());
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private double longest(LongStream moments) {
        long longest = 0;
        long last = begin;
        for (long moment :
                LongStream.concat(moments.sorted(), LongStream.of(end)).toArray()) {
            longest = Math.max(longest, moment - last);
            last = moment;
        }
        return seconds(longest);
    }

    private Map<String, Integer> rejections() {
        Map<String, Integer> rejections = new TreeMap<>();
        for (HttpResponse<String> rejection : load.rejections) {
            String by = Load.isOfTheService(rejection) ? "the service" : "HAProxy";
            rejections.merge(by + " with " + rejection.statusCode(), 1, Integer::sum);
        }
        return rejections;
    }
}
