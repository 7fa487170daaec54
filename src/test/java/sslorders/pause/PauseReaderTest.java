package sslorders.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.LogRecorder;
import sslorders.testing.ServiceTest;

/** Each replica polls the pauses, and keeps the last ones while it cannot read the database. */
@QuarkusTest
class PauseReaderTest extends ServiceTest {
    private static final String PAUSE = "insert into certificate_authority_pause"
            + " values ('beta', timestamptz '2026-11-22 09:00:00+00', timestamptz '2026-11-22 10:00:00+00', 'x')";

    @Inject
    CaPauses pauses;

    @Inject
    PauseReader reader;

    @AfterEach
    void deletePause() {
        execute("alter table if exists moved_pause rename to certificate_authority_pause;"
                + " delete from certificate_authority_pause");
        reader.read();
    }

    @Test
    void pauseOfAnotherReplicaIsApplied() {
        execute(PAUSE);
        await().until(() -> pauses.find("beta", clock.instant()).isPresent());

        execute("delete from certificate_authority_pause");
        await().until(() -> pauses.find("beta", clock.instant()).isEmpty());
    }

    @Test
    void lastPausesAreKeptWhileReadsFail() {
        execute(PAUSE);
        reader.read();
        try (LogRecorder log = new LogRecorder()) {
            execute("alter table certificate_authority_pause rename to moved_pause");
            await().until(() -> log.text().contains("keeping the last ones"));

            assertThat(pauses.find("beta", clock.instant())).isPresent();
        }
    }
}
