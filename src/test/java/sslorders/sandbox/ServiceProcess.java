package sslorders.sandbox;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged jar in a separate process, configured by environment variables as in production. */
public final class ServiceProcess implements AutoCloseable {
    /** The jar of this build. */
    public static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    public static final String MANAGEMENT_PORT = "QUARKUS_MANAGEMENT_PORT";

    /** The JVM options from the system property {@code service.jvm.options}; empty in the sandbox. */
    static final List<String> JVM_OPTIONS = Stream.of(
                    System.getProperty("service.jvm.options", "").split(" "))
            .filter(option -> !option.isBlank())
            .toList();

    private static final String ARCHIVE_OPTION = "-XX:SharedArchiveFile=";

    private final Process process;
    private final int port;
    private final int managementPort;

    private ServiceProcess(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Launches the service and does not wait. It uses a free management port unless the environment has {@code
     * QUARKUS_MANAGEMENT_PORT}.
     *
     * @param environment the variables that are added to this process's environment, from which settings of the
     *     service are removed
     * @param log the file for the output; null for this process's output
     */
    public static ServiceProcess launch(int port, Map<String, String> environment, Path log) {
        return launch(port, environment, log, List.of());
    }

    /** Launches another build, without this build's class archive. */
    public static ServiceProcess launch(Path jar, int port, Map<String, String> environment, Path log) {
        List<String> options = JVM_OPTIONS.stream()
                .filter(option -> !option.contains("SharedArchive"))
                .toList();
        return launch(command(jar, options), port, environment, log);
    }

    /**
     * Launches the service with additional JVM options.
     *
     * @param jvmOptions the options in addition to the options of the system property
     */
    public static ServiceProcess launch(int port, Map<String, String> environment, Path log, List<String> jvmOptions) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing: build it with mvn package");
        }
        deleteStaleArchive();
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.addAll(jvmOptions);
        return launch(command(JAR, options), port, environment, log);
    }

    private static List<String> command(Path jar, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private static ServiceProcess launch(List<String> command, int port, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("QUARKUS_") || key.startsWith("SSL_ORDERS_"));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        String managementPort =
                builder.environment().computeIfAbsent(MANAGEMENT_PORT, none -> String.valueOf(freePortBut(port)));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                log == null ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return new ServiceProcess(builder.start(), port, Integer.parseInt(managementPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a builder for a command of this build's jar.
     *
     * @param environment the variables, as in {@link #launch}
     * @param arguments the command and its arguments
     */
    public static ProcessBuilder command(Map<String, String> environment, List<String> arguments) {
        List<String> command = command(JAR, JVM_OPTIONS);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("QUARKUS_") || key.startsWith("SSL_ORDERS_"));
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * Returns a free port outside the range of ephemeral ports: an outgoing connection could otherwise take it before
     * the service does.
     */
    public static int freePort() {
        int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            return freePort();
        }
    }

    /** Returns a free port that differs from another one. */
    private static int freePortBut(int other) {
        int port = freePort();
        return port == other ? freePortBut(other) : port;
    }

    /**
     * Returns whether a regular shutdown of a service would speed up later starts. The JVM writes a class archive at
     * exit, but not if it is killed.
     */
    public static boolean lacksArchive() {
        deleteStaleArchive();
        return archive().filter(file -> !file.exists()).isPresent();
    }

    /** Deletes an archive that is older than the jar: the JVM rejects it and does not replace it. */
    private static void deleteStaleArchive() {
        archive()
                .filter(file -> file.lastModified() < JAR.toFile().lastModified())
                .ifPresent(File::delete);
    }

    private static Optional<File> archive() {
        return JVM_OPTIONS.stream()
                .filter(option -> option.startsWith(ARCHIVE_OPTION))
                .map(option -> new File(option.substring(ARCHIVE_OPTION.length())))
                .findFirst();
    }

    /** Returns the required settings of a service with this database and issuer. */
    public static Map<String, String> environment(EmbeddedDatabase database, OidcServer oidc) {
        return environment(database.jdbcUrl(), oidc);
    }

    /** Returns the settings for any database that has the embedded database's user. */
    public static Map<String, String> environment(String jdbcUrl, OidcServer oidc) {
        return environment(jdbcUrl, oidc.issuer());
    }

    /** Returns the settings for any issuer. */
    public static Map<String, String> environment(String jdbcUrl, String issuer) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl);
        environment.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedDatabase.USERNAME);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedDatabase.PASSWORD);
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer);
        return environment;
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /** Returns the base URL of health and metrics. */
    public String managementUrl() {
        return "http://localhost:" + managementPort;
    }

    /**
     * Waits until the service is ready.
     *
     * @throws IllegalStateException if the process exits before it is ready
     */
    public void awaitReady() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            await("the service is ready")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(100))
                    .failFast("the service has exited; see its log", () -> !process.isAlive())
                    .until(() -> isReady(http, Duration.ofSeconds(1)));
        }
    }

    /** Returns whether the readiness check succeeds; false without a response within the timeout. */
    public boolean isReady(HttpClient http, Duration timeout) throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create(managementUrl() + "/q/health/ready"))
                .timeout(timeout)
                .build();
        try {
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException noResponse) {
            return false;
        }
    }

    /** Kills the process immediately, as in a crash. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /**
     * Suspends the process, as on a machine that hangs: the connections stay open. Only {@link #resume} continues it.
     */
    public void pause() {
        signal("STOP");
    }

    /** Continues a suspended process; has no effect on a running or exited process. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the process ID. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Requests a graceful shutdown and does not wait for it. */
    public void terminate() {
        process.destroy();
    }

    /** Waits until the process exits, and returns its exit code. */
    public int awaitExit() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits for the exit within the timeout, and returns the exit code.
     *
     * @throws IllegalStateException if the process has not exited by then
     */
    public int awaitExit(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the service has not exited within " + timeout);
        }
        return process.exitValue();
    }

    /** Requests a graceful shutdown, and kills the process after 20 seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
