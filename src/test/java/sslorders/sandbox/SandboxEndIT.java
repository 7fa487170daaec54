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

/** However the sandbox ends, it takes all of its processes with it. It is run as {@code make run} runs it. */
class SandboxEndIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path PERL = Path.of("/usr/bin/perl");

    @TempDir
    Path folder;

    private Process sandbox;

    @AfterEach
    void endItAnyway() {
        sandbox.destroy();
        await().atMost(PATIENCE).until(() -> !sandbox.isAlive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSandboxThatIsToldToEndLeavesNoProcess(String signal) throws IOException, InterruptedException {
        sandbox = run(ServiceProcess.freePort());
        await().atMost(PATIENCE).until(() -> log().contains("Ctrl-C ends it all."));
        List<ProcessHandle> family = family();
        assertThat(family).as("the service and the database").hasSizeGreaterThan(3);

        kill(signal);

        allEnd(family);
    }

    @Test
    void aSandboxThatIsToldToEndHalfWayLeavesNoProcess() throws IOException, InterruptedException {
        sandbox = run(ServiceProcess.freePort());
        await().atMost(PATIENCE).until(() -> !family().isEmpty());

        kill("TERM");

        allEnd(family());
    }

    @Test
    void aSandboxWhoseServiceCannotStartSaysSoAndLeavesNoProcess() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0)) {
            sandbox = run(taken.getLocalPort());
            await().atMost(PATIENCE).until(() -> !sandbox.isAlive());

            assertThat(sandbox.exitValue()).isNotZero();
            assertThat(log()).contains("The sandbox did not start");
            allEnd(family());
        }
    }

    private Process run(int port) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(PERL)) {
            // A shell that starts a job in the background has it ignore INT, and its children inherit that, as no
            // sandbox in a terminal does. Perl gives INT back its meaning. Where there is none, the tests must run in
            // the foreground.
            command.addAll(List.of(PERL.toString(), "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Dservice.jvm.options=" + String.join(" ", ServiceProcess.JVM_OPTIONS),
                "-Djava.io.tmpdir=" + folder,
                // Where the binaries of PostgreSQL have been unpacked already.
                "-Dot.epg.working-dir=" + Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"),
                "-cp",
                "target/test-classes:" + Files.readString(Path.of("target", "sandbox.classpath")),
                Sandbox.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SANDBOX_PORT", String.valueOf(port));
        builder.environment().put("SANDBOX_MANAGEMENT_PORT", "0");
        builder.environment().put("SANDBOX_ISSUER_PORT", "0");
        builder.environment().put("SANDBOX_CA_PORT", "0");
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

    /** The last of PostgreSQL's workers may outlive their parent by a moment. */
    private void allEnd(List<ProcessHandle> family) {
        await().atMost(PATIENCE).until(() -> !sandbox.isAlive());
        await().atMost(Duration.ofSeconds(5)).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(family()).isEmpty();
    }

    /** The processes that the sandbox started; PostgreSQL leaves its tree, but is known by its folder. */
    private List<ProcessHandle> family() {
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
