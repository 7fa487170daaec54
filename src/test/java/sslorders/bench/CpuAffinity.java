package sslorders.bench;

import java.util.List;
import java.util.Map;

/**
 * Divides the CPUs of the machine: the first CPU for the service, and the other CPUs for the client and the database.
 * The service at its limit then does not slow the measurement down, and the measurement does not slow the service
 * down.
 */
final class CpuAffinity {
    private static final int COUNT = Runtime.getRuntime().availableProcessors();

    private CpuAffinity() {}

    /** Returns whether there are two or more CPUs, and {@code taskset} is installed. */
    static boolean isSupported() {
        return COUNT > 1 && Tool.isInstalled("taskset");
    }

    /** Keeps this process, and processes that it starts later, off the service's CPU. */
    static void avoidFirst() {
        bind(ProcessHandle.current().pid(), "1-" + (COUNT - 1));
    }

    /** Gives a process only the first CPU. */
    static void pinToFirst(long pid) {
        bind(pid, "0");
    }

    private static void bind(long pid, String cpus) {
        Tool.run(List.of("taskset", "--all-tasks", "--cpu-list", "--pid", cpus, String.valueOf(pid)), Map.of());
    }
}
