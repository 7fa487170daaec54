package sslorders.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replicas of the previous release run during a migration and after it, so a migration may add but not remove. {@code
 * contractions.txt} lists what a migration removes, with the reason why no replica needs it.
 */
class MigrationRulesTest {
    /** Matches statements that remove something, or that make the database reject what it accepted before. */
    private static final Pattern CONTRACTION = Pattern.compile("\\bdrop (?!constraint|not null|default|expression)"
            + "|\\brename\\b|\\btruncate\\b|^delete\\b|\\bset not null\\b|\\badd constraint\\b|\\badd check\\b"
            + "|\\balter (column )?\\w+ (set data )?type\\b|^create unique index\\b"
            + "|\\badd (column )?[^,]*\\bnot null\\b(?![^,]*\\b(default|generated)\\b)");

    private static final List<String[]> KNOWN = known();

    private static List<String[]> known() {
        try (Stream<String> lines = Files.lines(Release.ALL.resolve("contractions.txt"))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| "))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyContractionIsListedWithAReason() throws IOException {
        List<String> found = new ArrayList<>();
        int released = Release.all().getFirst().migrations().size();
        for (Path file : Migrations.files().stream().skip(released).toList()) {
            contractions(Files.readString(file))
                    .forEach(statement -> found.add(file.getFileName() + " | " + statement));
        }

        assertThat(KNOWN).allSatisfy(known -> assertThat(known).hasSize(3));
        assertThat(found)
                .allSatisfy(statement ->
                        assertThat(KNOWN).anyMatch(known -> statement.startsWith(known[0] + " | " + known[1])));
        assertThat(KNOWN)
                .as("every listed contraction exists")
                .allSatisfy(known ->
                        assertThat(found).anyMatch(statement -> statement.startsWith(known[0] + " | " + known[1])));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table attempt",
                "alter table resend drop column fingerprint",
                "alter table resend drop fingerprint",
                "-- Quite harmless.\nDROP\n  INDEX resend_by_order",
                "alter table resend rename column status to state",
                "alter table resend rename to request",
                "alter table resend alter column attempts type bigint",
                "alter table resend alter attempts set data type bigint",
                "alter table resend alter column ca_code set not null",
                "alter table resend add column reason text not null",
                "alter table resend add column price numeric(10, 2) not null",
                "alter table resend add column reason text not null, add column other text default ''",
                "alter table resend add constraint few check (attempts < 10)",
                "create unique index one on resend (order_id)",
                "update resend set ca_code = null; truncate attempt",
                "delete from idempotency_key",
            })
    void contractionIsFound(String sql) {
        assertThat(contractions(sql)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table place (id bigint primary key, name text not null)",
                "alter table resend add column reason text",
                "alter table resend add column reason text not null default 'none'",
                "alter table resend add column old boolean not null generated always as (attempts > 3) stored",
                "alter table resend alter column ca_code drop not null",
                "alter table resend drop constraint resend_status_check",
                "create index resend_by_recipient on resend (recipient)",
                "-- What stays: drop table attempt;\nselect 1",
                "create table key (id uuid references resend (id) on delete cascade)",
            })
    void additionIsNoContraction(String sql) {
        assertThat(contractions(sql)).isEmpty();
    }

    /** Returns the contracting statements of a script, in lower case and on one line each. */
    private static List<String> contractions(String sql) {
        String bare = sql.replaceAll("--[^\n]*", " ").replaceAll("\\([0-9, ]+\\)", "");
        return Stream.of(bare.split(";"))
                .map(statement -> statement.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT))
                .filter(statement -> CONTRACTION.matcher(statement).find())
                .toList();
    }
}
