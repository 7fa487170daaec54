package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;
import sslorders.testing.SettableClock;

@QuarkusTest
class KeyRetentionTest extends ServiceTest {
    private static final String KEYS = "select name from idempotency_key";
    private static final Duration WEEK = Duration.ofDays(7);

    @Inject
    KeyRetention keys;

    @Inject
    RelayScheduler scheduler;

    @BeforeEach
    void resendWithKey() {
        captured("1001", capture("1001"));
        as("acme").resend("1001").withKey("key").then().statusCode(202);
    }

    @Test
    void keyIsDeletedOneWeekAfterResendIsFinal() {
        clock.set(SettableClock.START.plus(WEEK));
        keys.run(() -> true);
        assertThat(rows(KEYS)).hasSize(1);
        clock.set(SettableClock.START.plus(WEEK).plusMillis(1));
        keys.run(() -> true);

        assertThat(rows(KEYS)).isEmpty();
        assertThat(rows("select id from resend")).hasSize(1);
    }

    @Test
    void keyOfResendThatIsNotFinalIsKept() {
        execute("update resend set status = 'pending', settled_at = null, due_at = requested_at + interval '1 year'");
        clock.set(SettableClock.START.plus(Duration.ofDays(100)));
        keys.run(() -> true);

        assertThat(rows(KEYS)).hasSize(1);
    }

    @Test
    void scheduledTaskDeletesExpiredKeys() {
        execute(
                "with old as (insert into resend (id, account_id, order_id, certificate_authority, ca_order_id, recipient,"
                        + " status, requested_at, requested_by, settled_at) select gen_random_uuid(), 'acme', '1001', 'alpha', 'x',"
                        + " 'x@y', 'accepted', timestamptz '2026-11-01 00:00:00+00', 'x', timestamptz '2026-11-01 00:00:00+00'"
                        + " from generate_series(1, 2500) returning id, account_id, requested_at) insert into idempotency_key"
                        + " (account_id, name, resend_id, fingerprint, used_at) select account_id, id::text, id, 'x',"
                        + " requested_at from old");
        clock.set(SettableClock.START.plus(Duration.ofDays(365)));
        scheduler.pollNow();

        await().until(() -> rows(KEYS).isEmpty());
        assertThat(rows("select id from resend")).hasSize(2501);
    }

    @Test
    void deletedKeyCanBeUsedAgain() {
        clock.set(SettableClock.START.plus(Duration.ofDays(8)));
        keys.run(() -> true);

        as("acme").resend("1001").withKey("key").then().statusCode(202).header("Idempotency-Replayed", equalTo(null));
    }
}
