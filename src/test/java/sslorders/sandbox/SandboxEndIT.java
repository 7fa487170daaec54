package sslorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox leaves no process behind, however it ends. It is started as {@code make run} starts it. */
class SandboxEndIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Path PERL = Path.of("/usr/bin/perl");

    @TempDir
    Path folder;

    private Process sandbox;

    @AfterEach
    void killRemaining() {
        sandbox.destroy();
        await().atMost(TIMEOUT).until(() -> !sandbox.isAlive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void terminatedSandboxLeavesNoProcess(String signal) throws IOException, InterruptedException {
        sandbox = run(ServiceProcess.freePort());
        await().atMost(TIMEOUT).until(() -> log().contains("Press Ctrl-C to stop it."));
        List<ProcessHandle> sandboxProcesses = sandboxProcesses();
        assertThat(sandboxProcesses).as("the service and the database").hasSizeGreaterThan(3);

        kill(signal);

        allEnd(sandboxProcesses);
    }

    @Test
    void sandboxTerminatedDuringStartLeavesNoProcess() throws IOException, InterruptedException {
        sandbox = run(ServiceProcess.freePort());
        await().atMost(TIMEOUT).until(() -> !sandboxProcesses().isEmpty());

        kill("TERM");

        allEnd(sandboxProcesses());
    }

    @Test
    void failedServiceStartIsReportedAndLeavesNoProcess() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0)) {
            sandbox = run(taken.getLocalPort());
            await().atMost(TIMEOUT).until(() -> !sandbox.isAlive());

            assertThat(sandbox.exitValue()).isNotZero();
            assertThat(log()).contains("The sandbox did not start");
            allEnd(sandboxProcesses());
        }
    }

    private Process run(int port) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(PERL)) {
            // A background job of a shell ignores SIGINT, and its child processes inherit this setting. A sandbox in a
            // terminal does not ignore it. Perl restores the default handler. Without Perl, the tests must run in the
            // foreground.
            command.addAll(List.of(PERL.toString(), "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Dservice.jvm.options=" + String.join(" ", ServiceProcess.JVM_OPTIONS),
                "-Djava.io.tmpdir=" + folder,
                // The folder in which the binaries of PostgreSQL are already unpacked.
                "-Dot.epg.working-dir=" + Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"),
                "-cp",
                "target/test-classes:" + Files.readString(Path.of("target", "sandbox.classpath")),
                Sandbox.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SANDBOX_PORT", String.valueOf(port));
        builder.environment().put("SANDBOX_MANAGEMENT_PORT", "0");
        builder.environment().put("SANDBOX_ISSUER_PORT", "0");
        builder.environment().put("SANDBOX_CA_PORT", "0");
        builder.environment().put("SANDBOX_RECEIVER_PORT", "0");
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private void kill(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(sandbox.pid()))
                .start()
                .waitFor();
    }

    /** PostgreSQL's worker processes may exit shortly after their parent. */
    private void allEnd(List<ProcessHandle> sandboxProcesses) {
        await().atMost(TIMEOUT).until(() -> !sandbox.isAlive());
        await().atMost(Duration.ofSeconds(5))
                .until(() -> sandboxProcesses.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(sandboxProcesses()).isEmpty();
    }

    /**
     * Returns the processes that the sandbox started. PostgreSQL is not a child process and is identified by its data
     * folder.
     */
    private List<ProcessHandle> sandboxProcesses() {
        Stream<ProcessHandle> ours = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .filter(process -> process.pid() != sandbox.pid());
        return Stream.concat(ours.flatMap(SandboxEndIT::tree), sandbox.descendants())
                .distinct()
                .toList();
    }

    private static Stream<ProcessHandle> tree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }
}
