package sslorders.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of a process, on systems that provide it. */
final class ProcessMemory {
    private ProcessMemory() {}

    /** Returns MiB; 0 on systems without {@code /proc}. */
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
