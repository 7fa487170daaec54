package sslorders.release;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.logging.LogManager;
import sslorders.sandbox.EmbeddedDatabase;

/**
 * Writes the current migrations and their schema to the folder of a release: {@code make release-fixture
 * RELEASE=1.0.0}.
 */
final class ReleaseFixture {
    private ReleaseFixture() {}

    public static void main(String... version) throws IOException {
        LogManager.getLogManager().reset();
        Release release = new Release(version[0]);
        Files.createDirectories(release.folder());
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            List<String> lines = Migrations.lines(database.jdbcUrl());
            Files.write(release.folder().resolve("migrations.txt"), lines);
            release.migrate(database.jdbcUrl());
            Files.writeString(release.folder().resolve("schema.txt"), Migrations.schema(database.jdbcUrl()));
        }
    }
}
