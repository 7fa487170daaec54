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

/** One primary that goes away under load, and what that is like for the clients. */
final class FailoverRound {
    static final int ORDERS = 30_000;
    private static final int CLIENTS = 12;

    /** The ways in which a primary goes away. */
    enum Way {
        /** Its processes die, and the system closes their connections. */
        KILLED,
        /** It does not answer any more, as a machine that has lost its power, and begins anew. */
        SILENT,
        /** The same, and it goes on where it was when another has taken its place, as a machine that was held up. */
        PAUSED
    }

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final DatabaseServers servers;
    private final Cluster cluster;
    private final int number;
    private final Way way;
    private final Load load;
    private final ListWatch lists;
    private final long begin = System.nanoTime();
    private long gone;

    /** When Patroni says that there is another. */
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

    /** From a primary with two that follow it to another with two. */
    Load run(boolean synchronous) throws Exception {
        try (load;
                lists) {
            within("resends go on", () -> load.answers.size() > 300);
            String primary = servers.primaryBut("").orElseThrow();
            takeAway(primary);
            within("there is a new primary", () -> servers.primaryBut(primary).isPresent());
            there = System.nanoTime();
            within("lists and resends go on", () -> toList() != null && toResend() != null);
            bringBack(primary);
            servers.awaitAll(cluster, synchronous);
            load.stop();
            end = System.nanoTime();
        }
        return load;
    }

    private static void within(String what, Callable<Boolean> condition) {
        await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /**
     * What it commits at the end is on it alone, as when the network goes before the machine. The moment is by chance, and so
     * the one thing here that is waited for by time.
     */
    private void takeAway(String primary) {
        DatabaseServers.signal("STOP", DatabaseServers.followers(cluster));
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(200, 1_000)));
        gone = System.nanoTime();
        if (way == Way.KILLED) {
            servers.kill(primary);
        } else {
            servers.freeze(primary);
        }
    }

    private void bringBack(String primary) {
        if (way == Way.PAUSED) {
            servers.goOn(primary);
        } else {
            servers.kill(primary);
            servers.startAgain(primary);
        }
    }

    /** How long after there was a primary the first list was seen that was asked for then; nothing if none was. */
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

    /** That the service was back soon enough after the database was. */
    void wasBackSoon() {
        assertThat(toList()).as("to the first list").isLessThan(SOON);
        assertThat(toResend()).as("to the first resend").isLessThan(SOON);
    }

    /** All of it in three lines. */
    String figures() {
        return "Round %d, primary %s: another after %.1f s; from then to the first list %.1f s, to the first resend %.1f s%n"
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
                + "  %d requests, meanwhile refused by %s, not answered %d times"
                        .formatted(load.answers.size(), refusals(), load.silences.get());
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

    private Map<String, Integer> refusals() {
        Map<String, Integer> refusals = new TreeMap<>();
        for (HttpResponse<String> refusal : load.refusals) {
            String by = Load.isOfTheService(refusal) ? "the service" : "HAProxy";
            refusals.merge(by + " with " + refusal.statusCode(), 1, Integer::sum);
        }
        return refusals;
    }
}
