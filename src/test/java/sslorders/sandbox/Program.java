package sslorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that a test runs in a process of its own.
 *
 * @param environment variables in addition to the variables of this process
 */
record Program(List<String> command, Map<String, String> environment) {
    /** The path of the command {@code java} of this process. */
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    record Result(int exitCode, String output, String errors) {}

    /**
     * Runs the program. The test fails if the program does not end in time.
     *
     * @param folder a folder for the output
     */
    Result run(Path folder, Duration timeout) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS))
                    .as("the end of " + command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    /** Skips the test, and prints a line, if a command is not installed. */
    static void assumeInstalled(String command, String skipped) throws InterruptedException {
        if (!isInstalled(command)) {
            String message = skipped + " is skipped, because " + command + " is not installed";
            System.out.println(message);
            assumeTrue(false, message);
        }
    }

    private static boolean isInstalled(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(command, "--version"))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
