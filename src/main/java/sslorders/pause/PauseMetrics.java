package sslorders.pause;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import sslorders.ca.CertificateAuthorities;

/** The metrics of pauses, from this replica's copy; see docs/metrics.md. */
@Startup
@Singleton
class PauseMetrics {
    private final CaPauses pauses;
    private final InstantSource clock;

    PauseMetrics(CertificateAuthorities authorities, CaPauses pauses, MeterRegistry meters, InstantSource clock) {
        this.pauses = pauses;
        this.clock = clock;
        for (String name : authorities.names()) {
            Gauge.builder(
                            "ssl.orders.ca.paused",
                            () -> pauses.find(name, clock.instant()).isPresent() ? 1 : 0)
                    .description("1 while an operator has paused the CA, otherwise 0")
                    .tag("ca", name)
                    .register(meters);
            TimeGauge.builder("ssl.orders.ca.paused.for", () -> secondsPaused(name), TimeUnit.SECONDS)
                    .description("Time since the pause of the CA began; 0 if the CA is not paused")
                    .tag("ca", name)
                    .register(meters);
        }
    }

    private double secondsPaused(String name) {
        return pauses.find(name, clock.instant())
                .map(pause -> Duration.between(pause.since(), clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
