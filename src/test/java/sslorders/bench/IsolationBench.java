package sslorders.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import sslorders.sandbox.CaStub;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;
import sslorders.sandbox.ServiceProcess;

/**
 * Measures the effect of a hanging CA, with a thousand pending resends, on the list and on resends at another CA: the
 * same load without and with the hanging CA, three times each in one run. Requests are sent at fixed times,
 * regardless of earlier responses. Latency is measured from these times and therefore includes stalls of the service.
 */
final class IsolationBench implements AutoCloseable {
    private static final int WAITING = 1_000;
    private static final int PHASES = 8;
    private static final Duration PHASE = Duration.ofSeconds(20);
    private static final int LISTS_PER_SECOND = 50;
    private static final int RESENDS_PER_SECOND = 10;
    private static final int RESENDS_OF_A_PHASE = (int) PHASE.toSeconds() * RESENDS_PER_SECOND;

    private final EmbeddedDatabase database = EmbeddedDatabase.start();
    private final OidcServer oidc = OidcServer.start(0);
    private final CaStub quick = CaStub.start(0);
    private final HangingServer hanging = new HangingServer();
    private final ServiceProcess service;
    private final Portal portal;
    private final AtomicInteger nextOrder = new AtomicInteger();

    private IsolationBench(boolean isolated) {
        Map<String, String> environment = ServiceProcess.environment(database, oidc);
        authority(environment, "QUICK", quick.url() + "/alpha");
        authority(environment, "HANGING", hanging.url());
        if (!isolated) {
            environment.put("SSL_ORDERS_CA_HANGING_MAX_CONCURRENT", "100000");
            environment.put("SSL_ORDERS_CA_HANGING_CIRCUIT_VOLUME", "100000");
        }
        environment.put("SSL_ORDERS_RESEND_ACCOUNT_QUOTA_PER_HOUR", "1000000");
        environment.put("SSL_ORDERS_RESEND_ACCOUNT_REJECTIONS_PER_HOUR", "1000000");
        service = ServiceProcess.launch(ServiceProcess.freePort(), environment, Path.of("target", "bench.log"));
        service.awaitReady();
        portal = new Portal(service.url(), oidc);
        orders("quick", PHASES * 2 * RESENDS_OF_A_PHASE);
        orders("hanging", WAITING);
    }

    private static void authority(Map<String, String> environment, String name, String url) {
        environment.put("SSL_ORDERS_CA_" + name + "_DIALECT", "rest");
        environment.put("SSL_ORDERS_CA_" + name + "_URL", url);
        environment.put("SSL_ORDERS_CA_" + name + "_CREDENTIALS_TOKEN", CaStub.TOKEN);
    }

    /** Inserts issued orders of a hundred accounts in turn. */
    private void orders(String authority, int count) {
        database.execute("insert into certificate_order (id, account_id, ca_order_id, common_name, certificate_type,"
                + " certificate_authority, status, status_as_of, ordered_at, expires_at, admin_email, captured_at)"
                + " select '" + authority + "-' || i, 'account-' || i % 100, i, 'host-' || i || '.example', 'dv', '"
                + authority + "', 'issued', now(), now(), now() + i * interval '1 minute', 'admin@host.example', now()"
                + " from generate_series(0, " + (count - 1) + ") i");
        database.execute("analyze");
    }

    /** The system property {@code isolation=off} disables bulkhead and circuit breaker, to show their effect. */
    public static void main(String... arguments) throws IOException {
        LogManager.getLogManager().reset();
        boolean isolated = !"off".equals(System.getProperty("isolation"));
        try (IsolationBench bench = new IsolationBench(isolated)) {
            bench.run(isolated);
        }
    }

    private void run(boolean isolated) throws IOException {
        phase("warm-up, first");
        phase("warm-up, second");
        Phase quiet = phases("quiet");
        fillHangingCa();
        Phase troubled = phases("one CA hangs");
        String waiting = database.rows("select count(*) as n from resend where certificate_authority = 'hanging'"
                        + " and status in ('pending', 'relaying')")
                .getFirst()
                .get("n");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("isolated", isolated);
        result.put("waitingForTheCaThatHangs", Integer.parseInt(waiting));
        result.put("callsToTheCaThatHangs", hanging.connections());
        result.put("list", compare("list", quiet.lists, troubled.lists));
        result.put("resend", compare("resend at another CA", quiet.resends, troubled.resends));
        result.put("resendLater", compare("respond-async there, until final", quiet.later, troubled.later));
        System.out.printf(
                "%s resends are still pending at the hanging CA; it was called %d times%n",
                waiting, hanging.connections());
        Files.createDirectories(Path.of("target"));
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(Path.of("target", "bench-isolation.json").toFile(), result);
    }

    private Phase phases(String name) {
        return Phase.together(phase(name + ", first"), phase(name + ", second"), phase(name + ", third"));
    }

    /**
     * Requests the pending resends, half of them with respond-async. Returns when all are accepted by the service,
     * and only the calls in progress at the CA have no response.
     */
    private void fillHangingCa() {
        AtomicInteger answered = new AtomicInteger();
        for (int i = 0; i < WAITING; i++) {
            int order = i;
            Thread.ofVirtual().start(() -> {
                if (order % 2 == 0) {
                    portal.resend("account-" + order % 100, "hanging-" + order);
                } else {
                    portal.resendLater("account-" + order % 100, "hanging-" + order);
                }
                answered.incrementAndGet();
            });
        }
        String taken = "select count(*) as n from resend where certificate_authority = 'hanging'";
        while (!database.rows(taken).getFirst().get("n").equals(String.valueOf(WAITING))
                || answered.get() + hanging.connections() < WAITING) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** The measurements of one load. */
    private record Phase(Latencies lists, Latencies resends, Latencies later) {

        static Phase together(Phase... several) {
            return new Phase(
                    Latencies.together(Stream.of(several).map(Phase::lists)),
                    Latencies.together(Stream.of(several).map(Phase::resends)),
                    Latencies.together(Stream.of(several).map(Phase::later)));
        }
    }

    private Phase phase(String name) {
        Phase phase = new Phase(new Latencies(), new Latencies(), new Latencies());
        int firstLater = PHASES * RESENDS_OF_A_PHASE + nextOrder.get();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int tick = 0; tick < LISTS_PER_SECOND * PHASE.toSeconds(); tick++) {
                long due = start + tick * 1_000_000_000L / LISTS_PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                String account = "account-" + tick % 100;
                threads.submit(() -> timed(due, phase.lists, () -> portal.list(account)));
                if (tick % (LISTS_PER_SECOND / RESENDS_PER_SECOND) == 0) {
                    int order = nextOrder.getAndIncrement();
                    int later = PHASES * RESENDS_OF_A_PHASE + order;
                    threads.submit(() -> timed(
                            due,
                            phase.resends,
                            () -> portal.resend("account-" + order % 100, "quick-" + order) == 202));
                    threads.submit(() -> portal.resendLater("account-" + later % 100, "quick-" + later));
                }
            }
        }
        measureFinal(firstLater, phase.later);
        System.out.printf(
                "%-24s p99: list %7.1f ms, resend %7.1f ms, respond-async %7.1f ms%n",
                name, phase.lists.percentile(99), phase.resends.percentile(99), phase.later.percentile(99));
        return phase;
    }

    private static void timed(long due, Latencies latencies, BooleanSupplier request) {
        boolean wentWell = request.getAsBoolean();
        latencies.add(System.nanoTime() - due, wentWell);
    }

    /** Measures the duration of resends with respond-async, from the times in the database. */
    private void measureFinal(int first, Latencies later) {
        String those = " from resend where order_id in (select 'quick-' || i from generate_series(" + first + ", "
                + (first + RESENDS_OF_A_PHASE - 1) + ") i)";
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!database.rows("select count(*) as n" + those + " and settled_at is not null")
                        .getFirst()
                        .get("n")
                        .equals(String.valueOf(RESENDS_OF_A_PHASE))
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        database.rows("select extract(epoch from coalesce(settled_at, now()) - requested_at) as s, status" + those)
                .forEach(row -> later.add(
                        (long) (Double.parseDouble(row.get("s")) * 1e9),
                        row.get("status").equals("accepted")));
    }

    private static Map<String, Object> compare(String what, Latencies quiet, Latencies troubled) {
        double ratio = troubled.percentile(99) / quiet.percentile(99);
        System.out.printf(
                "%-36s p50 %7.1f ms -> %7.1f ms   p99 %7.1f ms -> %7.1f ms   ratio of p99 %.2f   failed %d -> %d of %d%n",
                what,
                quiet.percentile(50),
                troubled.percentile(50),
                quiet.percentile(99),
                troubled.percentile(99),
                ratio,
                quiet.failures(),
                troubled.failures(),
                troubled.count());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("quietP50Ms", quiet.percentile(50));
        figures.put("troubledP50Ms", troubled.percentile(50));
        figures.put("quietP99Ms", quiet.percentile(99));
        figures.put("troubledP99Ms", troubled.percentile(99));
        figures.put("ratioOfP99", ratio);
        figures.put("failures", troubled.failures());
        return figures;
    }

    @Override
    public void close() {
        portal.close();
        service.close();
        hanging.close();
        quick.close();
        oidc.close();
        database.close();
    }
}
