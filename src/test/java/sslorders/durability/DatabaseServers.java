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
 * Three PostgreSQL servers, each under a Patroni, as {@code src/test/failover/run} has started them. All processes of one
 * have their working folder in the folder of its name, by which they are found.
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

    /** The server that Patroni says is the primary, leaving out one of them; nothing if none is. */
    Optional<String> primaryBut(String other) {
        return NAMES.stream()
                .filter(name -> !name.equals(other) && says(name, "/primary"))
                .findFirst();
    }

    /** Waits until one is the primary and two follow it; with one that may take its place without loss, if they are synchronous. */
    void awaitAll(Cluster cluster, boolean synchronous) {
        await("a primary and two that follow it")
                .atMost(Duration.ofSeconds(180))
                .pollInterval(Duration.ofMillis(500))
                // There is no primary to ask yet.
                .ignoreException(IllegalStateException.class)
                .until(() -> followers(cluster).size() == 2
                        && (!synchronous || NAMES.stream().anyMatch(name -> says(name, "/sync"))));
    }

    /** The processes of the primary that send what it writes to the other servers. */
    static List<String> followers(Cluster cluster) {
        return cluster.rows("select pid from pg_stat_replication where state = 'streaming'").stream()
                .map(row -> row.get("pid"))
                .toList();
    }

    /** What Patroni's REST API says by its status alone. */
    private boolean says(String name, String what) {
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

    /** Stands all processes of a server still, in whatever they are at; to others it is silent from then on. */
    void freeze(String name) {
        Set<Long> frozen = new TreeSet<>();
        // Until there is none that another one has begun meanwhile.
        for (Set<Long> found = processes(name); !frozen.containsAll(found); found = processes(name)) {
            signal("STOP", found);
            frozen.addAll(found);
        }
    }

    /** Lets them go on. */
    void goOn(String name) {
        signal("CONT", processes(name));
    }

    /** Kills all processes of a server; their connections are closed by the system. */
    void kill(String name) {
        freeze(name);
        signal("KILL", processes(name));
        await(name + " is gone")
                .atMost(Duration.ofSeconds(30))
                .until(() -> processes(name).isEmpty());
    }

    /** Sends a signal to processes, by their ids. */
    static void signal(String signal, Iterable<?> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(process.toString()));
        try {
            // One of them may have ended meanwhile, which is as good.
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

    /** Starts a server again that was killed, with the data that it had; does not wait. */
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
