package sslorders.ca;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.file.FileSystemConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import sslorders.text.Unprintable;

/**
 * The credentials of one CA that the configuration reads from files of {@code smallrye.config.source.file.locations}. Reads the files
 * again and reports new values. A set of files with an unusable file has no new values, and is logged once. Not thread-safe.
 */
final class CredentialFiles {
    /** The maximum size of a file in bytes: eight times the longest supported token. */
    private static final int LARGEST = 64 * 1024;

    /** The age after which a file counts as completely written. */
    private static final Duration COMPLETE_AFTER = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(CredentialFiles.class);

    private final String name;
    private final Map<String, Path> files;
    private final InstantSource clock;
    private Map<String, Content> seen;
    private boolean isPending;

    private CredentialFiles(String name, Map<String, Path> files, InstantSource clock) {
        this.name = name;
        this.files = files;
        this.clock = clock;
        this.seen = contents();
    }

    /** Returns the files of one CA. A value of an environment variable or another configuration source has no file. */
    static CredentialFiles of(Config config, String name, CaConfig.Entry entry, InstantSource clock) {
        Stream<String> oauth =
                entry.oauth().stream().flatMap(present -> Stream.of("oauth.client-id", "oauth.client-secret"));
        Map<String, Path> files = new LinkedHashMap<>();
        Stream.concat(entry.credentials().keySet().stream().map(key -> "credentials." + key), oauth)
                .sorted()
                .forEach(property ->
                        file(config, CaSettings.key(name, property)).ifPresent(file -> files.put(property, file)));
        return new CredentialFiles(name, files, clock);
    }

    /** Returns the file of a key; empty if another source provides its value. */
    private static Optional<Path> file(Config config, String key) {
        String source = String.valueOf(config.getConfigValue(key).getSourceName());
        String before = FileSystemConfigSource.NAME.replace("%s]", "");
        return source.startsWith(before) && source.endsWith("]")
                ? Optional.of(Path.of(source.substring(before.length(), source.length() - 1), key))
                        .filter(Files::isRegularFile)
                : Optional.empty();
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Returns whether the last reading found a file that was being written. */
    boolean isPending() {
        return isPending;
    }

    /**
     * Reads all files. Returns the values by property, such as {@code credentials.token}, if a file has changed since the last reading
     * and all files are usable.
     */
    Optional<Map<String, String>> changed() {
        Map<String, Content> now = contents();
        if (now.equals(seen)) {
            isPending = false;
            return Optional.empty();
        }
        // The second reading detects files that are replaced one after the other.
        isPending = isBeingWritten(now) || !now.equals(contents());
        if (isPending) {
            return Optional.empty();
        }
        seen = now;
        Optional<String> unusable = now.entrySet().stream()
                .flatMap(file -> file.getValue().problem().stream()
                        .map(problem -> CaSettings.key(name, file.getKey()) + " " + problem))
                .findFirst();
        if (unusable.isPresent()) {
            warn(unusable.get());
            return Optional.empty();
        }
        return values(now);
    }

    private boolean isBeingWritten(Map<String, Content> now) {
        return now.entrySet().stream()
                .filter(file -> !file.getValue().equals(seen.get(file.getKey())))
                .anyMatch(file -> isYoung(files.get(file.getKey())));
    }

    /** A time in the future is that of another clock, and is ignored. */
    private boolean isYoung(Path file) {
        try {
            Instant now = clock.instant();
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            return !modified.isAfter(now) && modified.plus(COMPLETE_AFTER).isAfter(now);
        } catch (IOException absent) {
            return false;
        }
    }

    /** Returns the values as the configuration reads them at startup, with their expressions. */
    private Optional<Map<String, String>> values(Map<String, Content> now) {
        Map<String, String> texts = now.entrySet().stream()
                .collect(Collectors.toMap(
                        file -> CaSettings.key(name, file.getKey()),
                        file -> file.getValue().text()));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(texts, "credential files", FileSystemConfigSource.ORDINAL))
                .build();
        Map<String, String> values = new LinkedHashMap<>();
        for (String property : now.keySet()) {
            String key = CaSettings.key(name, property);
            String value = config.getConfigValue(key).getValue();
            if (value == null) {
                warn(key + " has an expression without a value");
                return Optional.empty();
            }
            values.put(property, value);
        }
        return Optional.of(values);
    }

    private void warn(String problem) {
        LOG.warnf("CA %s: the changed credential files are not used, and the previous values stay: %s", name, problem);
    }

    private Map<String, Content> contents() {
        Map<String, Content> contents = new LinkedHashMap<>();
        files.forEach((property, file) -> contents.put(property, Content.of(file)));
        return contents;
    }

    /**
     * The content of a file.
     *
     * @param text the lines without line breaks, as in the configuration source; an empty string if the file is unusable
     * @param problem the reason why the file is unusable
     */
    private record Content(String text, Optional<String> problem) {

        static Content of(Path file) {
            if (!Files.isRegularFile(file)) {
                return unusable("does not exist");
            }
            byte[] bytes;
            try (InputStream input = Files.newInputStream(file)) {
                bytes = input.readNBytes(LARGEST + 1);
            } catch (IOException unreadable) {
                return unusable("cannot be read");
            }
            return bytes.length > LARGEST ? unusable("is too large") : of(bytes);
        }

        private static Content of(byte[] bytes) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString()
                        .lines()
                        .collect(Collectors.joining());
                if (text.isBlank()) {
                    return unusable("is empty");
                }
                return Unprintable.isIn(text)
                        ? unusable("has control characters")
                        : new Content(text, Optional.empty());
            } catch (CharacterCodingException binary) {
                return unusable("is not UTF-8 text");
            }
        }

        private static Content unusable(String problem) {
            return new Content("", Optional.of(problem));
        }

        /** Omits the text. */
        @Override
        public String toString() {
            return problem.orElse("usable");
        }
    }
}
