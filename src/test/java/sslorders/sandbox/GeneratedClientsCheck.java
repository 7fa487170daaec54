package sslorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sslorders.account.Scopes;

/**
 * Generates clients from the contract, compiles them, and runs their programs of the folder {@code examples/generated} against the
 * sandbox. {@code make clients} runs this test.
 */
class GeneratedClientsCheck {
    private static final Path CLIENTS = Path.of("target", "clients");
    private static final Path LOG = Path.of("target", "generated-clients.log");

    /** A client of the sandbox gets its result, or a problem, within a few seconds. */
    private static final Duration END_OF_PROGRAM = Duration.ofSeconds(90);

    /** The installation of the compiler for TypeScript takes most of the time. */
    private static final Duration END_OF_GENERATION = Duration.ofMinutes(4);

    private static Sandbox sandbox;

    @TempDir
    Path folder;

    /**
     * A generated client.
     *
     * @param required the command that must be installed
     * @param order the order whose fulfillment e-mail the program resends
     */
    record Client(String language, String required, String order, List<String> program) {
        @Override
        public String toString() {
            return language;
        }
    }

    static Stream<Client> clients() throws IOException {
        String classPath = CLIENTS.resolve(Path.of("java", "classes"))
                + File.pathSeparator
                + Files.readString(Path.of("target", "sandbox.classpath"));
        String compiled = CLIENTS.resolve(Path.of("typescript", "compiled", "main-job.js"))
                .toString();
        return Stream.of(
                new Client("java", Program.JAVA, "1016", List.of(Program.JAVA, "-cp", classPath, "MainJob")),
                new Client("typescript", "npm", "1017", List.of("node", compiled)));
    }

    @BeforeAll
    static void start() {
        sandbox = new Sandbox();
        sandbox.start(new Sandbox.Ports(ServiceProcess.freePort(), 0, 0, 0), LOG);
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void generatedClientRunsMainJob(Client client) throws IOException, InterruptedException {
        Program.assumeInstalled(client.required(), "GeneratedClientsCheck: the client in " + client.language());
        generate(client);
        sandbox.ca().throttleOnce("CA-" + client.order());

        Program.Result result = run(client, client.order());

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output())
                .contains(DemoOrders.at(Instant.EPOCH).stream()
                        .filter(order -> order.get("accountId").equals("acme"))
                        .map(order -> order.get("id") + " " + order.get("status"))
                        .toList())
                .contains("Recipient: admin@", "Resend: accepted");
        assertThat(sandbox.ca().resends("CA-" + client.order()))
                .as("one call that is throttled, and one that is accepted")
                .hasSize(2);

        Program.Result problem = run(client, "1002");

        assertThat(problem.exitCode()).isEqualTo(1);
        assertThat(problem.errors())
                .contains("The certificate has not been issued yet", "urn:ssl-orders:problem:order-not-issued");
        assertThat(problem.output()).doesNotContain("Resend:");
    }

    private void generate(Client client) throws IOException, InterruptedException {
        Program generator = new Program(
                List.of("src/build/generate-client", client.language()),
                Map.of("JAVA_HOME", System.getProperty("java.home")));
        Program.Result result = generator.run(folder, END_OF_GENERATION);
        assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
    }

    private Program.Result run(Client client, String order) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(client.program().stream(), Stream.of(order)).toList();
        Map<String, String> environment = Map.of(
                "SSL_ORDERS_URL",
                sandbox.service().url(),
                "SSL_ORDERS_TOKEN",
                sandbox.oidc().token("acme", Scopes.READ, Scopes.RESEND));
        return new Program(command, environment).run(folder, END_OF_PROGRAM);
    }
}
