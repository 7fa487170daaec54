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
 * Makes an AOT cache for the packaged jar: runs it in a sandbox of its own, has it do a day's work, and ends it, upon which
 * the JVM (of JDK 25 or later) writes what it has learnt. The cache is good for that JVM, with those options, and for the
 * same jars with the same times.
 */
public final class Training {
    /** Writing the cache is a process of its own, which a slow machine may take minutes for. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** So many that the JVM has a profile of what a request does. */
    private static final int LISTS = 1_000;

    private Training() {}

    /** The cache to write, and then the options for the JVM of the service. */
    public static void main(String... arguments) throws InterruptedException {
        LogManager.getLogManager().reset();
        List<String> options = List.of(arguments);
        Path cache = Path.of(options.getFirst());
        int requests = writeCache(cache, options.subList(1, options.size()), null);
        System.out.printf("%s: %d MiB, of %d requests%n", cache, cache.toFile().length() >> 20, requests);
    }

    /**
     * Writes the cache, in place of one that may be there.
     *
     * @param jvmOptions those that the service will run with
     * @param log where the service's output goes; null for this process's own
     * @return how many requests the service has answered for it
     * @throws IllegalStateException if the service did not do its work, or wrote no cache
     */
    public static int writeCache(Path cache, List<String> jvmOptions, Path log) throws InterruptedException {
        makeRoom(cache);
        List<String> options = new ArrayList<>(jvmOptions);
        // Of classes that cannot be in a cache there are hundreds, each of which would be a warning.
        options.addAll(List.of("-Xlog:aot*=error", "-XX:AOTCacheOutput=" + cache.toAbsolutePath()));
        try (Sandbox sandbox = new Sandbox()) {
            sandbox.start(new Sandbox.Ports(ServiceProcess.freePort(), 0, 0, 0), log, options);
            int requests = DailyWork.in(sandbox, LISTS);
            sandbox.service().terminate();
            sandbox.service().awaitExit(PATIENCE);
            if (!Files.exists(cache)) {
                throw new IllegalStateException("the service has ended, but wrote no " + cache);
            }
            return requests;
        }
    }

    private static void makeRoom(Path cache) {
        try {
            Files.createDirectories(cache.toAbsolutePath().getParent());
            Files.deleteIfExists(cache);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
