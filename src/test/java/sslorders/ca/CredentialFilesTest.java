package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.file.FileSystemConfigSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.LogRecorder;
import sslorders.testing.SettableClock;

/** Credentials in a directory of files, such as a mounted Secret. */
class CredentialFilesTest {
    private static final String USER = "credentials.user";
    private static final String KEY = "credentials.key";
    private static final Map<String, String> CHANGED = Map.of(USER, "user", KEY, "second");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();

    @BeforeEach
    void write() throws IOException {
        write(USER, "user\n");
        write(KEY, "first\n");
    }

    @Test
    void unchangedFilesHaveNoNewValues() throws IOException {
        CredentialFiles files = files();
        write(KEY, "first\n");

        assertThat(files.isEmpty()).isFalse();
        assertThat(files.changed()).isEmpty();
    }

    @Test
    void changedFileHasTheValuesOfAllFiles() throws IOException {
        CredentialFiles files = files();
        write(KEY, "second\n");

        assertThat(files.changed()).contains(CHANGED);
        assertThat(files.changed()).isEmpty();
    }

    @Test
    void lineBreaksAreIgnoredAsAtStartup() throws IOException {
        CredentialFiles files = files();
        write(KEY, "sec\r\nond\n\n");

        assertThat(files.changed()).contains(CHANGED);
    }

    @Test
    void expressionHasItsValueAsAtStartup() throws IOException {
        CredentialFiles files = files();
        write(KEY, "${no.such.key:second}");

        assertThat(files.changed()).contains(CHANGED);
    }

    @Test
    void expressionWithoutValueKeepsTheValues() throws IOException {
        CredentialFiles files = files();
        write(KEY, "${no.such.key}");

        assertThat(warningsOf(files)).contains("ca-with-files", "an expression without a value");
    }

    @Test
    void replacedDirectoryIsReadThroughItsLink() throws IOException {
        Path first = Files.createDirectory(folder.resolve("..first"));
        Path second = Files.createDirectory(folder.resolve("..second"));
        Path mount = Files.createDirectory(folder.resolve("mount"));
        Path data = Files.createSymbolicLink(mount.resolve("..data"), first);
        for (String property : new String[] {USER, KEY}) {
            Files.move(file(property), first.resolve(name(property)));
            Files.copy(first.resolve(name(property)), second.resolve(name(property)));
            Files.createSymbolicLink(mount.resolve(name(property)), Path.of("..data", name(property)));
        }
        write(second.resolve(name(KEY)), "second\n");
        CredentialFiles files = files(mount);
        assertThat(files.changed()).isEmpty();

        Files.move(
                Files.createSymbolicLink(mount.resolve("..data_tmp"), second),
                data,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(files.changed()).contains(CHANGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " ", "\u0000", "sec\u0007ond"})
    void unusableContentKeepsTheValuesWithOneWarning(String content) throws IOException {
        CredentialFiles files = files();
        write(KEY, content);

        assertThat(warningsOf(files)).containsOnlyOnce("WARN").contains("ssl-orders.ca.ca-with-files.credentials.key");
    }

    @Test
    void contentThatIsNotUtf8KeepsTheValues() throws IOException {
        CredentialFiles files = files();
        Files.write(file(KEY), "schlüssel".getBytes(StandardCharsets.ISO_8859_1));
        age(file(KEY));

        assertThat(warningsOf(files)).contains("is not UTF-8 text").doesNotContain("schl");
    }

    @Test
    void oversizedFileKeepsTheValues() throws IOException {
        CredentialFiles files = files();
        write(KEY, "x".repeat(64 * 1024 + 1));

        assertThat(warningsOf(files)).contains("is too large");
    }

    @Test
    void deletedFileKeepsTheValuesUntilItExistsAgain() throws IOException {
        CredentialFiles files = files();
        Files.delete(file(KEY));
        assertThat(warningsOf(files)).contains("does not exist");

        write(KEY, "second\n");

        assertThat(files.changed()).contains(CHANGED);
    }

    @Test
    void eachUnusableChangeHasItsOwnWarning() throws IOException {
        CredentialFiles files = files();
        write(KEY, "");
        assertThat(warningsOf(files)).contains("is empty");
        write(KEY, "\u0007");

        assertThat(warningsOf(files)).contains("has control characters");
    }

    @Test
    void fileThatIsBeingWrittenIsReadLater() throws IOException {
        CredentialFiles files = files();
        write(KEY, "sec");
        Files.setLastModifiedTime(file(KEY), FileTime.from(clock.instant()));
        assertThat(files.changed()).isEmpty();
        assertThat(files.isPending()).isTrue();

        write(KEY, "second\n");
        Files.setLastModifiedTime(file(KEY), FileTime.from(clock.instant()));
        clock.set(clock.instant().plus(Duration.ofSeconds(2)));

        assertThat(files.changed()).contains(CHANGED);
        assertThat(files.isPending()).isFalse();
    }

    @Test
    void valueOfAnotherSourceHasNoFile() throws IOException {
        CredentialFiles files = CredentialFiles.of(
                config(folder, Map.of("ssl-orders.ca.ca-with-files.credentials.key", "of the environment")),
                "ca-with-files",
                entry(Map.of()),
                clock);
        write(KEY, "second\n");

        assertThat(files.isEmpty()).isFalse();
        assertThat(files.changed()).isEmpty();
    }

    @Test
    void withoutFilesThereIsNothingToRead() throws IOException {
        CredentialFiles files = files(Files.createDirectory(folder.resolve("empty")));

        assertThat(files.isEmpty()).isTrue();
    }

    @Test
    void clientSecretOfOauthIsRead() throws IOException {
        write("oauth.client-secret", "first");
        CredentialFiles files = CredentialFiles.of(
                config(folder, Map.of()),
                "ca-with-files",
                entry(Map.of(
                        "oauth.token-url", "https://ca.example/token",
                        "oauth.client-id", "client",
                        "oauth.client-secret", "first")),
                clock);
        write("oauth.client-secret", "second");

        assertThat(files.changed().orElseThrow()).containsEntry("oauth.client-secret", "second");
    }

    /** Reads the files twice, expects no new values, and returns the log. */
    private static String warningsOf(CredentialFiles files) {
        try (LogRecorder log = new LogRecorder()) {
            assertThat(files.changed()).isEmpty();
            assertThat(files.changed()).isEmpty();
            return log.text();
        }
    }

    private CredentialFiles files() {
        return files(folder);
    }

    private CredentialFiles files(Path directory) {
        return CredentialFiles.of(config(directory, Map.of()), "ca-with-files", entry(Map.of()), clock);
    }

    private static Config config(Path directory, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new FileSystemConfigSource(directory.toFile()))
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .build();
    }

    private static CaConfig.Entry entry(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("dialect", "plain");
        properties.put("url", "https://ca.example");
        properties.put(USER, "user");
        properties.put(KEY, "first");
        return CaConfigs.config("ca-with-files", properties).authorities().get("ca-with-files");
    }

    private Path file(String property) {
        return folder.resolve(name(property));
    }

    private static String name(String property) {
        return "ssl-orders.ca.ca-with-files." + property;
    }

    private void write(String property, String content) throws IOException {
        write(file(property), content);
    }

    private void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        age(file);
    }

    /** Sets a time at which the file has been complete for a long time. */
    private void age(Path file) throws IOException {
        Instant before = clock.instant().minus(Duration.ofMinutes(1));
        Files.setLastModifiedTime(file, FileTime.from(before));
    }
}
