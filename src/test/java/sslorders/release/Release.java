package sslorders.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import sslorders.sandbox.EmbeddedDatabase;

/** A release as its folder of {@code src/test/resources/releases} keeps it. */
public record Release(String version) {
    static final Path ALL = Path.of("src", "test", "resources", "releases");

    /** All that are kept, the oldest first. */
    static List<Release> all() {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> new Release(folder.getFileName().toString()))
                    .sorted(Comparator.comparing(release -> Version.parse(release.version)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest whose schema is not yet that of now: what an upgrade begins with. */
    public static Release previous() {
        int now = Migrations.files().size();
        return all().reversed().stream()
                .filter(release -> release.migrations().size() < now)
                .findFirst()
                .orElseThrow();
    }

    Path folder() {
        return ALL.resolve(version);
    }

    /** Its migrations, a line of version, file and checksum each. */
    List<String> migrations() {
        return text("migrations.txt").lines().toList();
    }

    public int migrationCount() {
        return migrations().size();
    }

    /** What they make of an empty database. */
    String schema() {
        return text("schema.txt");
    }

    /** Makes its schema in an empty database, as the release did, without any data. */
    void migrate(String url) {
        Migrations.of(url).target(migrations().getLast().split(" ")[0]).load().migrate();
    }

    /** The same with its data. */
    public void restore(EmbeddedDatabase database) {
        migrate(database.jdbcUrl());
        fill(database.jdbcUrl());
    }

    void fill(String url) {
        EmbeddedDatabase.execute(url, text("data.sql"));
    }

    /** With which settings it starts on the schema of a later release, as environment variables; empty if with none. */
    public Map<String, String> rollbackSettings() {
        Map<String, String> settings = new HashMap<>();
        Properties properties = properties();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("rollback."))
                .forEach(name -> settings.put(name.substring("rollback.".length()), properties.getProperty(name)));
        return settings;
    }

    /** Whether it has its health at the port of the API, as none from 1.0.0 on. */
    public boolean hasNoManagementPort() {
        return properties().containsKey("no-management-port");
    }

    private Properties properties() {
        Properties properties = new Properties();
        try (var file = Files.newBufferedReader(folder().resolve("release.properties"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private String text(String file) {
        try {
            return Files.readString(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
