package sslorders.ca;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Reports the state of each CA at {@code /q/health/well}. The check is always up. Otherwise, a failing CA would remove the replica
 * from the load balancer, together with the list and all other CAs.
 */
@Wellness
@Singleton
class CaHealth implements HealthCheck {
    private final CertificateAuthorities authorities;

    CaHealth(CertificateAuthorities authorities) {
        this.authorities = authorities;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("certificate authorities").up();
        for (String name : authorities.names()) {
            authorities
                    .find(name)
                    .ifPresent(ca -> response.withData(
                            name,
                            "circuit " + ca.circuit() + ", "
                                    + ca.lastAccepted()
                                            .map(time -> "last resend accepted at " + time)
                                            .orElse("no resend accepted since the start")));
        }
        return response.build();
    }
}
