package sslorders.durability;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Three PostgreSQL servers, each under Patroni, as started by {@code src/test/failover/run}. The working folder of a
 * server's processes is the folder with the server's name; the folder identifies the processes.
 */
final class DatabaseServers implements AutoCloseable {
    static final List<String> NAMES = List.of("db1", "db2", "db3");

    private final Path folder;
    private final Path logs;
    private final HttpClient http = HttpClient.newHttpClient();

    DatabaseServers(Path folder, Path logs) {
        this.folder = folder;
        this.logs = logs;
    }

    /** Returns the server that Patroni reports as primary, except an excluded one; empty if there is none. */
    Optional<String> primaryExcept(String other) {
        return NAMES.stream()
                .filter(name -> !name.equals(other) && respondsOk(name, "/primary"))
                .findFirst();
    }

    /**
     * Waits until there is a primary with two standbys. With synchronous replication, one of the standbys must be
     * promotable without loss.
     */
    void awaitAll(Cluster cluster, boolean synchronous) {
        await("a primary with two standbys")
                .atMost(Duration.ofSeconds(180))
                .pollInterval(Duration.ofMillis(500))
                // There is no primary to query yet.
                .ignoreException(IllegalStateException.class)
                .until(() -> standbys(cluster).size() == 2
                        && (!synchronous || NAMES.stream().anyMatch(name -> respondsOk(name, "/sync"))));
    }

    /** Returns the processes of the primary that send its WAL to the standbys. */
    static List<String> standbys(Cluster cluster) {
        return cluster.rows("select pid from pg_stat_replication where state = 'streaming'").stream()
                .map(row -> row.get("pid"))
                .toList();
    }

    /** Returns whether Patroni's REST API responds with status 200. */
    private boolean respondsOk(String name, String what) {
        String port = System.getenv(name.toUpperCase(Locale.ROOT) + "_REST");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + what))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException silent) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Suspends all processes of a server. From then on, the server does not respond to others. */
    void suspend(String name) {
        Set<Long> frozen = new TreeSet<>();
        // Repeats until no suspended process has started another one.
        for (Set<Long> found = processes(name); !frozen.containsAll(found); found = processes(name)) {
            signal("STOP", found);
            frozen.addAll(found);
        }
    }

    /** Continues the suspended processes. */
    void resume(String name) {
        signal("CONT", processes(name));
    }

    /** Kills all processes of a server; the operating system closes their connections. */
    void kill(String name) {
        suspend(name);
        signal("KILL", processes(name));
        await(name + " has no processes")
                .atMost(Duration.ofSeconds(30))
                .until(() -> processes(name).isEmpty());
    }

    /** Sends a signal to processes, by their IDs. */
    static void signal(String signal, Iterable<?> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(process.toString()));
        try {
            // A process may have exited before, which has the same effect.
            new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<Long> processes(String name) {
        Set<Long> found = new TreeSet<>();
        ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(process -> worksIn(process, folder.resolve(name)))
                .forEach(found::add);
        return found;
    }

    private static boolean worksIn(long process, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process), "cwd"))
                    .startsWith(folder);
        } catch (IOException goneOrAnothers) {
            return false;
        }
    }

    /** Starts a killed server again with its data, and does not wait. */
    void startAgain(String name) {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(logs.resolve(name + ".log").toFile());
        try {
            new ProcessBuilder(folder.resolve("server").toString(), name)
                    .redirectOutput(log)
                    .redirectError(log)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
