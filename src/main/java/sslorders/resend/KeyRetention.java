package sslorders.resend;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import sslorders.config.ConfigCheck;

/** Forgets the idempotency keys of resends that ended long ago. The resends stay: they are the audit trail. */
@Startup
@ApplicationScoped
class KeyRetention implements CleanUp {
    private final ResendRepository resends;
    private final Duration retention;
    private final InstantSource clock;

    KeyRetention(ResendRepository resends, ResendConfig config, InstantSource clock) {
        this.resends = resends;
        this.retention =
                ConfigCheck.positive("ssl-orders.resend.idempotency-key-retention", config.idempotencyKeyRetention());
        this.clock = clock;
    }

    @Override
    public void run(BooleanSupplier mayGoOn) {
        Instant before = clock.instant().minus(retention);
        int forgotten;
        do {
            forgotten = QuarkusTransaction.requiringNew().call(() -> resends.forgetKeys(before, BATCH));
        } while (forgotten == BATCH && mayGoOn.getAsBoolean());
    }
}
