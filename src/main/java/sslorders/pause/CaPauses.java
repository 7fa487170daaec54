package sslorders.pause;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The pauses of CAs as this replica read them last. A read of this copy uses no database, so that an attempt does not wait for one.
 * {@link PauseReader} replaces the copy at a short interval.
 */
@Singleton
public class CaPauses {
    private volatile Map<String, CaPause> byName = Map.of();

    /** Returns the pause of a CA; empty if the CA is not paused at that time. */
    public Optional<CaPause> find(String certificateAuthority, Instant now) {
        return Optional.ofNullable(byName.get(certificateAuthority))
                .filter(pause -> pause.until().isAfter(now));
    }

    void replace(List<CaPause> pauses) {
        byName = pauses.stream()
                .collect(Collectors.toUnmodifiableMap(CaPause::certificateAuthority, Function.identity()));
    }
}
