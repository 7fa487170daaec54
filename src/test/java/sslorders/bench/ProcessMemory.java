package sslorders.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What memory a process has of the machine's, where the system tells. */
final class ProcessMemory {
    private ProcessMemory() {}

    /** In MiB; 0 where the system has no {@code /proc}. */
    static long residentMiB(long pid) throws IOException {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                        .findFirst()
                        .orElse(0L)
                : 0;
    }
}
