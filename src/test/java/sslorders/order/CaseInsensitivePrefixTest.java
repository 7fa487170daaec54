package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.account.AccountId;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.testing.ServiceTest;
import sslorders.testing.SqlLog;
import sslorders.testing.TestParts;

/** The filter by common name on databases with different locales. The tests execute the SQL statement of the service. */
@QuarkusTest
class CaseInsensitivePrefixTest extends ServiceTest {
    /** The additional databases with their options. {@code C} is the default locale of CloudNativePG. */
    private static final Map<String, String> LOCALES = Map.of(
            "folds_ascii",
            "template template0 lc_ctype 'C' lc_collate 'C'",
            "folds_unicode",
            "template template0 locale_provider builtin builtin_locale 'PG_UNICODE_FAST' locale 'C'");

    @Inject
    OrderRepository orders;

    @BeforeAll
    static void createDatabases() {
        LOCALES.forEach((name, options) -> {
            TestParts.database().execute("create database " + name + " " + options);
            Flyway.configure()
                    .dataSource(url(name), EmbeddedDatabase.USERNAME, EmbeddedDatabase.PASSWORD)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        });
    }

    @AfterAll
    static void dropDatabases() {
        LOCALES.keySet().forEach(name -> TestParts.database().execute("drop database " + name));
    }

    private static String url(String database) {
        return TestParts.database().jdbcUrl().replaceFirst("/postgres$", "/" + database);
    }

    private static List<String> urls() {
        return Stream.concat(LOCALES.keySet().stream(), Stream.of("postgres"))
                .map(CaseInsensitivePrefixTest::url)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "MÜNCHEN-x.example, MÜNCHEN-x, true",
        "MÜNCHEN-x.example, münchen-X, true",
        "münchen-x.example, MÜNCHEN-x.EXAMPLE, true",
        "MÜNCHEN-x.example, MUNCHEN, false",
        "İSTANBUL.example, İSTANBUL, true",
        "İSTANBUL.example, istanbul, true",
        "ısparta.example, ISPARTA, true",
        "Straße.example, STRAßE, true",
        "STRAẞE.example, straße, true",
        "Straße.example, strasse, false",
        // The lower-case form of a word's last sigma differs from the form of other sigmas.
        "ΟΔΥΣΣΕΥΣ.example, ΟΔΥΣΣΕΥΣ, true",
        "ΟΔΥΣΣΕΥΣ.example, ΟΔΥΣ, true",
        "οδυσσευς.example, ΟΔΥΣΣΕΥΣ.EX, true",
        "kelvin.example, \u212Aelvin, true",
        "\u212Aelvin.example, KELVIN, true",
        // A combining character is a separate character, and a prefix may end before it.
        "Mu\u0308nchen.example, MU, true",
        "Mu\u0308nchen.example, MU\u0308NCHEN, true",
        "Mu\u0308nchen.example, MÜNCHEN, false",
        "\uD801\uDC00.example, \uD801\uDC28, true",
        "点看.example, 点, true",
        "ＡＢＣ.example, ａｂ, true",
        "*.acme.example, *.ACME, true",
        "shop.acme.example, *.acme, false",
        "shop-acme.example, shop.acme, false",
        "'a^$|()[]{}+?\\!%_-''b.example', 'A^$|()[]{}+?\\!%_-''B', true",
        "shop.example, 'sh[a-z]p', false",
        "shop.example, '(?i)shop', false",
        "shop.example, '***=shop', false",
        "shop.example, example, false",
        "shop.example, shop.example2, false",
    })
    @Transactional
    void resultDoesNotDependOnDatabaseLocale(String name, String prefix, boolean isFound) throws SQLException {
        for (String url : urls()) {
            assertThat(isFound(url, name, prefix)).as("%s at %s", prefix, url).isEqualTo(isFound);
        }
    }

    @Test
    @Transactional
    void eachPrefixMatchesInUpperAndLowerCase() throws SQLException {
        String name =
                "\u01C5-\u0130i\u0131s\u00DF\u1E9E\u03C2\u03A3\uFB01\u1E9B\u0345\u03A9\u212B-\uD83A\uDD22x.example";
        int[] codePoints = name.codePoints().toArray();
        for (String url : urls()) {
            for (int length = 1; length <= codePoints.length; length++) {
                String prefix = new String(codePoints, 0, length);
                assertThat(isFound(url, name, prefix))
                        .as("%s at %s", prefix, url)
                        .isTrue();
                assertThat(isFound(url, name, inOtherCase(prefix)))
                        .as("%s at %s", inOtherCase(prefix), url)
                        .isTrue();
            }
        }
    }

    @Test
    void patternIsAsciiForTheLongestPrefix() {
        assertThat(CaseInsensitivePrefix.pattern("k-\u00FC.\uD801\uDC00"))
                .isEqualTo("^[kK\\u212A]\\u002D[\\u00FC\\u00DC]\\u002E[\\U00010428\\U00010400]");
        assertThat(CaseInsensitivePrefix.pattern("\u0345".repeat(255))).isASCII();
    }

    private static String inOtherCase(String text) {
        return text.codePoints()
                .map(codePoint -> Character.isUpperCase(codePoint)
                        ? Character.toLowerCase(codePoint)
                        : Character.toUpperCase(codePoint))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns whether the filter finds an order with this name. */
    private boolean isFound(String url, String name, String prefix) throws SQLException {
        OrderQuery query = OrderQuery.parse(new AccountId("acme"), Map.of("commonName", List.of(prefix)));
        SqlLog.clear();
        orders.page(query);
        String statement = SqlLog.statements().getFirst();
        Map<String, Object> values = new LinkedHashMap<>();
        query.filter().condition(values);
        try (Connection database =
                DriverManager.getConnection(url, EmbeddedDatabase.USERNAME, EmbeddedDatabase.PASSWORD)) {
            database.setAutoCommit(false);
            insert(database, name);
            try (PreparedStatement list = database.prepareStatement(statement)) {
                list.setString(1, query.account().value());
                list.setObject(2, values.get("commonName"));
                list.setInt(3, query.page().rowsToRead());
                try (ResultSet rows = list.executeQuery()) {
                    return rows.next();
                }
            } finally {
                database.rollback();
            }
        }
    }

    private static void insert(Connection database, String name) throws SQLException {
        try (PreparedStatement insert =
                database.prepareStatement("insert into certificate_order (id, account_id, ca_order_id, common_name,"
                        + " certificate_type, certificate_authority, status, status_as_of, ordered_at, captured_at)"
                        + " values ('1', 'acme', 'CA-1', ?, 'dv', 'alpha', 'issued', now(), now(), now())")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }
}
