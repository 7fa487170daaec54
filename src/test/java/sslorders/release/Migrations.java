package sslorders.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import sslorders.sandbox.EmbeddedDatabase;

/** The current migrations, and the schema that they create. */
final class Migrations {
    /** Queries one line for each part of the schema, in PostgreSQL's own notation, without Flyway's history table. */
    private static final List<String> PARTS = List.of("""
            select 'table ' || c.relname || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') as line
            from pg_class c where c.relkind = 'r' and %s""", """
            select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
              || case when a.attcollation <> t.typcollation then ' collate ' || a.attcollation::regcollation else '' end
              || case when a.attnotnull then ' not null' else '' end
              || case a.attgenerated when '' then '' else ' generated' end
              || case a.attidentity when '' then '' else ' identity' end
              || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and %s""", """
            select 'constraint ' || c.relname || '.' || k.conname || ' ' || pg_get_constraintdef(k.oid) as line
            from pg_constraint k join pg_class c on c.oid = k.conrelid
            where k.contype <> 'n' and %s""", """
            select 'index ' || pg_get_indexdef(i.indexrelid) as line
            from pg_index i join pg_class c on c.oid = i.indrelid where %s""", """
            select 'trigger ' || pg_get_triggerdef(g.oid) as line
            from pg_trigger g join pg_class c on c.oid = g.tgrelid where not g.tgisinternal and %s""", """
            select 'function ' || regexp_replace(pg_get_functiondef(c.oid), '\\s+', ' ', 'g') as line
            from (select oid, pronamespace as relnamespace, proname as relname from pg_proc) c where %s""");

    private static final Path FOLDER = Path.of("src", "main", "resources", "db", "migration");
    private static final String OURS =
            "c.relnamespace = 'public'::regnamespace and c.relname <> 'flyway_schema_history'";

    private Migrations() {}

    /** Returns Flyway with the service's settings, for a test database. */
    static FluentConfiguration of(String url) {
        return Flyway.configure()
                .dataSource(url, EmbeddedDatabase.USERNAME, EmbeddedDatabase.PASSWORD)
                .locations("classpath:db/migration");
    }

    /** Returns the migration files in order. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted(Comparator.comparing(Migrations::version)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Version version(Path file) {
        return Version.parse(file.getFileName().toString().replaceFirst("^V(.+?)__.*$", "$1"));
    }

    /** Returns version, file and checksum of each migration. */
    static List<String> lines(String url) {
        return Stream.of(of(url).load().info().all())
                .map(migration -> migration.getVersion() + " " + migration.getScript() + " " + migration.getChecksum())
                .toList();
    }

    /**
     * Returns the sorted schema of a database. Equal schemas have the same text, regardless of how they were created.
     */
    static String schema(String url) {
        return PARTS.stream()
                .flatMap(part -> EmbeddedDatabase.rows(url, part.formatted(OURS)).stream())
                .map(row -> row.get("line"))
                .sorted()
                .reduce("", (text, line) -> text + line + "\n");
    }
}
