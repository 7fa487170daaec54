package sslorders.bench;

import java.util.List;
import java.util.Map;

/**
 * Divides the processors of the machine: the first is the service's, the others are left to the client and the database. A
 * service that is at its limit then takes no time from those who measure it, and they take none from the service.
 */
final class Processors {
    private static final int COUNT = Runtime.getRuntime().availableProcessors();

    private Processors() {}

    /** Whether they can be divided: there are two or more, and the system has {@code taskset}. */
    static boolean areDivisible() {
        return COUNT > 1 && Tool.isThere("taskset");
    }

    /** Keeps this process, and those that it starts from now on, off the service's processor. */
    static void leaveFirst() {
        bind(ProcessHandle.current().pid(), "1-" + (COUNT - 1));
    }

    /** Gives the first processor, and no other, to a process. */
    static void giveFirst(long pid) {
        bind(pid, "0");
    }

    private static void bind(long pid, String processors) {
        Tool.run(List.of("taskset", "--all-tasks", "--cpu-list", "--pid", processors, String.valueOf(pid)), Map.of());
    }
}
