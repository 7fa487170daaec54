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

/** A release, as stored in its folder of {@code src/test/resources/releases}. */
public record Release(String version) {
    static final Path ALL = Path.of("src", "test", "resources", "releases");

    /** Returns all stored releases, the oldest first. */
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

    /** Returns the newest release whose schema differs from the current one. An upgrade starts from it. */
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

    /** Returns its migrations: a line with version, file and checksum each. */
    List<String> migrations() {
        return text("migrations.txt").lines().toList();
    }

    public int migrationCount() {
        return migrations().size();
    }

    /** Returns the schema that its migrations create. */
    String schema() {
        return text("schema.txt");
    }

    /** Creates its schema in an empty database, without data. */
    void migrate(String url) {
        Migrations.of(url).target(migrations().getLast().split(" ")[0]).load().migrate();
    }

    /** Creates its schema and inserts its data. */
    public void restore(EmbeddedDatabase database) {
        migrate(database.jdbcUrl());
        fill(database.jdbcUrl());
    }

    void fill(String url) {
        EmbeddedDatabase.execute(url, text("data.sql"));
    }

    /**
     * Returns the environment variables with which it starts on the schema of a later release; empty if none are
     * needed.
     */
    public Map<String, String> rollbackSettings() {
        Map<String, String> settings = new HashMap<>();
        Properties properties = properties();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("rollback."))
                .forEach(name -> settings.put(name.substring("rollback.".length()), properties.getProperty(name)));
        return settings;
    }

    /** Returns whether it serves its health on the port of the API, as releases before 1.0.0 do. */
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
