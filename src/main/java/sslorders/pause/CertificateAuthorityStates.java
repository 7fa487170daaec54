package sslorders.pause;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import sslorders.ca.CertificateAuthorities;

/** Shows the configured CAs, and which of them are paused. Uses no database. */
@Singleton
public class CertificateAuthorityStates {
    private final CertificateAuthorities authorities;
    private final CaPauses pauses;
    private final InstantSource clock;

    CertificateAuthorityStates(CertificateAuthorities authorities, CaPauses pauses, InstantSource clock) {
        this.authorities = authorities;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Returns all configured CAs. */
    public CertificateAuthorityList all() {
        return new CertificateAuthorityList(
                authorities.names().stream().map(this::of).toList());
    }

    /** Returns one CA. */
    public CertificateAuthorityView of(String name) {
        Instant now = clock.instant();
        return CertificateAuthorityView.of(name, pauses.find(name, now));
    }
}
