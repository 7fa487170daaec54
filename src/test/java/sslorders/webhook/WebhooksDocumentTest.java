package sslorders.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions of docs/webhooks.md verify the signatures of the service, and the page has the default schedule. */
class WebhooksDocumentTest {
    private static final Path PAGE = Path.of("docs", "webhooks.md");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String ID = "019ab2f0-7c00-7a4e-9d3c-2b1f0c9e8d7a";
    private static final String BODY = "{\"type\":\"resend.settled\"}";

    @TempDir
    Path folder;

    /**
     * A function of the page, and a program that calls it with each five of its arguments and prints {@code true} or {@code false}.
     *
     * @param language the language of the page's code block
     * @param before the text of the function before which the program is inserted; empty for its end
     */
    private record Example(String language, String file, String before, String program, String command) {}

    static Stream<Example> examples() {
        return Stream.of(
                new Example("java", "Check.java", "class WebhookVerification", """
                        class Check {
                            public static void main(String[] a) throws Exception {
                                for (int i = 0; i < a.length; i += 5) {
                                    System.out.println(WebhookVerification.isValid(
                                            a[i], a[i + 1], a[i + 2], a[i + 3], a[i + 4].getBytes(StandardCharsets.UTF_8)));
                                }
                            }
                        }
                        """, JAVA),
                new Example("js", "check.mjs", "", """
                        const a = process.argv.slice(2);
                        for (let i = 0; i < a.length; i += 5) {
                          console.log(isValid(a[i], a[i + 1], a[i + 2], a[i + 3], Buffer.from(a[i + 4])));
                        }
                        """, "node"),
                new Example("python", "check.py", "", """
                        import sys
                        a = sys.argv[1:]
                        for i in range(0, len(a), 5):
                            print(str(is_valid(a[i], a[i + 1], a[i + 2], a[i + 3], a[i + 4].encode())).lower())
                        """, "python3"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void functionVerifiesSignatures(Example example) throws IOException, InterruptedException {
        String command = example.command();
        if (!command.equals(JAVA) && !isInstalled(command)) {
            String skipped = example.file() + " is skipped, because " + command + " is not installed";
            System.out.println("WebhooksDocumentTest: " + skipped);
            assumeTrue(false, skipped);
        }
        Instant now = Instant.now();
        Instant early = now.minus(Duration.ofMinutes(6));
        String other = WebhookProfile.NEW_SECRET;
        String secret = WebhookConfigs.SECRET;
        List<String> arguments = new ArrayList<>();
        add(arguments, now, sign(now, secret), BODY);
        add(arguments, now, sign(now, other, secret), BODY);
        add(arguments, now, sign(now, other), BODY);
        add(arguments, now, sign(now, secret), BODY + " ");
        add(arguments, early, sign(early, secret), BODY);
        add(arguments, now, sign(early, secret), BODY);

        assertThat(run(example, arguments)).containsExactly("true", "true", "false", "false", "false", "false");
    }

    @Test
    void pageHasTheDefaultSchedule() throws IOException {
        List<Duration> delays = WebhookConfigs.config("").retryDelays();
        String schedule = delays.stream().map(WebhooksDocumentTest::text).collect(Collectors.joining(", "));

        assertThat(Files.readString(PAGE)).contains("retries after " + schedule.replaceFirst(", ([^,]*)$", " and $1"));
    }

    private static String text(Duration delay) {
        return delay.toHours() > 0
                ? delay.toHours() + " h"
                : delay.toMinutes() > 0 ? delay.toMinutes() + " min" : delay.toSeconds() + " s";
    }

    private static void add(List<String> arguments, Instant time, String signatures, String body) {
        arguments.addAll(List.of(WebhookConfigs.SECRET, ID, String.valueOf(time.getEpochSecond()), signatures, body));
    }

    private static String sign(Instant time, String... secrets) {
        return SigningSecrets.of(List.of(secrets), ConfigurationException::new).sign(ID, time, BODY);
    }

    private List<String> run(Example example, List<String> arguments) throws IOException, InterruptedException {
        Matcher block =
                Pattern.compile("(?s)```" + example.language() + "\n(.*?)```").matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        String function = block.group(1);
        int at = example.before().isEmpty() ? function.length() : function.indexOf(example.before());
        Path file = folder.resolve(example.file());
        Files.writeString(file, function.substring(0, at) + example.program() + function.substring(at));
        List<String> command = new ArrayList<>(List.of(example.command(), file.toString()));
        command.addAll(arguments);
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the program ends").isTrue();
        return Files.readAllLines(output);
    }

    private static boolean isInstalled(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "--version")
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
