package sslorders.resend;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;

/** Forgets the idempotency keys of resends that ended long ago. The resends stay: they are the audit trail. */
@Startup
@ApplicationScoped
class KeyRetention {
    /** So that no transaction locks many rows for long. */
    static final int BATCH = 1000;

    private final ResendRepository resends;
    private final Duration retention;
    private final InstantSource clock;

    KeyRetention(ResendRepository resends, ResendConfig config, InstantSource clock) {
        this.resends = resends;
        this.retention =
                ConfigCheck.positive("ssl-orders.resend.idempotency-key-retention", config.idempotencyKeyRetention());
        this.clock = clock;
    }

    /** Forgets up to {@link #BATCH} keys that are old enough; how many it was. */
    @Transactional
    int forgetSome() {
        return resends.forgetKeys(clock.instant().minus(retention), BATCH);
    }
}
