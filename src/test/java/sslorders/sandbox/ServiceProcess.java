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

/** The service as it ships: the packaged jar in a process of its own, told by its environment what an operator would set. */
public final class ServiceProcess implements AutoCloseable {
    /** The jar of this build. */
    public static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    public static final String MANAGEMENT_PORT = "QUARKUS_MANAGEMENT_PORT";

    /** The options of its JVM, from the system property {@code service.jvm.options}; none in the sandbox. */
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
     * Launches it; does not wait. Its management port is a free one, unless {@code QUARKUS_MANAGEMENT_PORT} is in the
     * environment.
     *
     * @param environment added to this process's own, from which all settings of the service are taken away
     * @param log where its output goes; null for this process's own
     */
    public static ServiceProcess launch(int port, Map<String, String> environment, Path log) {
        return launch(port, environment, log, List.of());
    }

    /** The same of another build, without the archive of classes that is of this one. */
    public static ServiceProcess launch(Path jar, int port, Map<String, String> environment, Path log) {
        List<String> options = JVM_OPTIONS.stream()
                .filter(option -> !option.contains("SharedArchive"))
                .toList();
        return launch(command(jar, options), port, environment, log);
    }

    /**
     * The same, with options for its JVM.
     *
     * @param jvmOptions besides those of the system property
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
     * A port that nothing listens at. It is none of those that the system gives to outgoing connections, one of which
     * could otherwise have it before the service does.
     */
    public static int freePort() {
        int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            return freePort();
        }
    }

    /** Another one than that, which is free until the service listens at it. */
    private static int freePortBut(int other) {
        int port = freePort();
        return port == other ? freePortBut(other) : port;
    }

    /**
     * Whether services would start faster if one ended in order before: the JVM makes an archive of its classes then, and
     * never when it is killed.
     */
    public static boolean lacksArchive() {
        deleteStaleArchive();
        return archive().filter(file -> !file.exists()).isPresent();
    }

    /** The JVM refuses an archive of classes that is older than the jar, and does not make another in its place. */
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

    /** The environment of a service with these parts: what an operator must set, and no more. */
    public static Map<String, String> environment(EmbeddedDatabase database, OidcServer oidc) {
        return environment(database.jdbcUrl(), oidc);
    }

    /** The same with any database that has the embedded one's user. */
    public static Map<String, String> environment(String jdbcUrl, OidcServer oidc) {
        return environment(jdbcUrl, oidc.issuer());
    }

    /** The same with any issuer. */
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

    /** Where its health and metrics are. */
    public String managementUrl() {
        return "http://localhost:" + managementPort;
    }

    /**
     * Waits until it says that it is ready.
     *
     * @throws IllegalStateException if it ends instead
     */
    public void awaitReady() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            await("the service is ready")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(100))
                    .failFast("the service has ended; its log says why", () -> !process.isAlive())
                    .until(() -> isReady(http, Duration.ofSeconds(1)));
        }
    }

    /** Whether it says that it is ready; false also if it does not answer in that time. */
    public boolean isReady(HttpClient http, Duration patience) throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create(managementUrl() + "/q/health/ready"))
                .timeout(patience)
                .build();
        try {
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException silent) {
            return false;
        }
    }

    /** Ends it as a crash does: at once, wherever it is. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Stops it from running, as a machine that hangs: its connections stay open. {@link #resume} is its only way back. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it run again; without effect on one that runs or has ended. */
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

    /** The id of the process, for what the system tells of it. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, and does not wait for that. */
    public void terminate() {
        process.destroy();
    }

    /** Waits until it ends by itself; its exit code. */
    public int awaitExit() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until it ends by itself, for so long; its exit code.
     *
     * @throws IllegalStateException if it does not
     */
    public int awaitExit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the service has not ended within " + patience);
        }
        return process.exitValue();
    }

    /** Asks it to end, and makes it end if it takes more than 20 seconds. */
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
