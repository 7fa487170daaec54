package sslorders.pause;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Optional;
import sslorders.text.WireName;

/**
 * The representation of a CA in the API. Members that are null are omitted from the JSON.
 *
 * @param pausedUntil the time at which the pause ends; null unless the CA is paused
 * @param pauseReason a text that portals can show to customers; null unless the CA is paused
 */
public record CertificateAuthorityView(String name, State state, Instant pausedUntil, String pauseReason) {

    static CertificateAuthorityView of(String name, Optional<CaPause> pause) {
        return new CertificateAuthorityView(
                name,
                pause.isPresent() ? State.PAUSED : State.AVAILABLE,
                pause.map(CaPause::until).orElse(null),
                pause.map(CaPause::reason).orElse(null));
    }

    /** Whether the service makes calls to the CA. */
    public enum State {
        AVAILABLE,
        PAUSED;

        private final String wireName = WireName.of(this);

        /** Returns the name in JSON, in kebab case. */
        @JsonValue
        public String wireName() {
            return wireName;
        }
    }
}
