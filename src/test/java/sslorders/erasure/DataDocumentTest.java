package sslorders.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/** docs/data.md describes each table, and each of its columns that is not free of personal data. */
@QuarkusTest
class DataDocumentTest extends ServiceTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");
    private static final Pattern COLUMN = Pattern.compile("`([a-z_]+)\\.([a-z_]+)`");

    @Test
    void pageDescribesExactlyTheTablesOfTheSchema() throws IOException {
        List<String> described =
                ROW.matcher(page()).results().map(row -> row.group(1)).toList();

        assertThat(described).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tables());
    }

    @Test
    void pageClassifiesEachColumnWithText() throws IOException {
        List<String> described = COLUMN.matcher(page())
                .results()
                .map(column -> column.group(1) + "." + column.group(2))
                .toList();

        assertThat(described)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        rows("select table_name || '.' || column_name as name from information_schema.columns"
                                        + " where table_schema = 'public' and data_type in ('text', 'bytea', 'jsonb', 'json')"
                                        + " and table_name in (" + quoted(tables()) + ")")
                                .stream()
                                .map(row -> row.get("name"))
                                .toList());
    }

    private static String quoted(List<String> names) {
        return "'" + String.join("', '", names) + "'";
    }

    /** Returns the tables of the service. Flyway describes its own table. */
    private static List<String> tables() {
        return rows("select table_name from information_schema.tables where table_schema = 'public'"
                        + " and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'")
                .stream()
                .map(row -> row.get("table_name"))
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "data.md"));
    }
}
