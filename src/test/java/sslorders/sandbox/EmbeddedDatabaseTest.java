package sslorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The database user of the sandbox's service authenticates as in production. */
class EmbeddedDatabaseTest {

    @Test
    void passwordUserNeedsItsPassword() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            database.createPasswordUser();

            assertThat(database.accepts(EmbeddedDatabase.PASSWORD_USERNAME, "wrong"))
                    .isFalse();
            assertThat(database.accepts(EmbeddedDatabase.PASSWORD_USERNAME, EmbeddedDatabase.PASSWORD_OF_USER))
                    .isTrue();
            assertThat(database.rows("select rolpassword from pg_authid where rolname = 'orders'"))
                    .allSatisfy(role -> assertThat(role.get("rolpassword")).startsWith("SCRAM-SHA-256"));
        }
    }
}
