package sslorders.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sslorders.sandbox.EmbeddedDatabase;

/** The stored migrations, schema and data of a release do not change. */
class ReleasedSchemaTest {
    private static EmbeddedDatabase server;

    @BeforeAll
    static void start() {
        server = EmbeddedDatabase.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    static List<Release> releases() {
        return Release.all();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void migrationsOfAReleaseNeverChange(Release release) {
        assertThat(Migrations.lines(server.jdbcUrl())).containsSubsequence(release.migrations());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void migrationsOfAReleaseCreateItsSchemaAndFitItsData(Release release) {
        String database = "r" + release.version().replace('.', '_');
        server.execute("create database " + database);
        String url = server.jdbcUrl().replaceFirst("/postgres$", "/" + database);

        release.migrate(url);
        release.fill(url);

        assertThat(Migrations.schema(url)).isEqualTo(release.schema());
        assertThat(EmbeddedDatabase.rows(url, "select distinct status from resend"))
                .as("the data has a resend of every status")
                .hasSize(6);
    }

    @Test
    void everyReleasedVersionIsStoredWithAllMigrations() throws IOException {
        Matcher version = Pattern.compile("<artifactId>ssl-orders</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();

        if (!version.group(1).endsWith("-SNAPSHOT")) {
            assertThat(Release.all()).contains(new Release(version.group(1)));
            assertThat(new Release(version.group(1)).migrations()).hasSameSizeAs(Migrations.files());
        }
    }
}
