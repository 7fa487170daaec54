package sslorders.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;
import sslorders.sandbox.Sandbox;
import sslorders.sandbox.ServiceProcess;

/**
 * Creates an AOT cache for the packaged jar: starts it in a sandbox, sends {@link DailyWork}, and stops it; the JVM
 * (JDK 25 or later) then writes the cache. The cache is valid only for the same JVM, options, jars and file times.
 */
public final class Training {
    /** The JVM writes the cache in a separate process, which may take minutes on a slow machine. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** Enough requests for the JVM to have a profile of request processing. */
    private static final int LISTS = 1_000;

    private Training() {}

    /** Arguments: the cache to write, then the options for the JVM of the service. */
    public static void main(String... arguments) throws InterruptedException {
        LogManager.getLogManager().reset();
        List<String> options = List.of(arguments);
        Path cache = Path.of(options.getFirst());
        int requests = writeCache(cache, options.subList(1, options.size()), null);
        System.out.printf("%s: %d MiB, of %d requests%n", cache, cache.toFile().length() >> 20, requests);
    }

    /**
     * Writes the cache and replaces an existing one.
     *
     * @param jvmOptions the options with which the service will run
     * @param log the file for the service's output; null for this process's output
     * @return the number of requests that the service processed
     * @throws IllegalStateException if a request failed or no cache was written
     */
    public static int writeCache(Path cache, List<String> jvmOptions, Path log) throws InterruptedException {
        deleteExisting(cache);
        List<String> options = new ArrayList<>(jvmOptions);
        // Hundreds of classes cannot be cached; each would log a warning.
        options.addAll(List.of("-Xlog:aot*=error", "-XX:AOTCacheOutput=" + cache.toAbsolutePath()));
        try (Sandbox sandbox = new Sandbox()) {
            sandbox.start(new Sandbox.Ports(ServiceProcess.freePort(), 0, 0, 0), log, options);
            int requests = DailyWork.in(sandbox, LISTS);
            sandbox.service().terminate();
            sandbox.service().awaitExit(TIMEOUT);
            if (!Files.exists(cache)) {
                throw new IllegalStateException("the service has exited, but did not write " + cache);
            }
            return requests;
        }
    }

    private static void deleteExisting(Path cache) {
        try {
            Files.createDirectories(cache.toAbsolutePath().getParent());
            Files.deleteIfExists(cache);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
