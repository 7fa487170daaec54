package sslorders.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Caches the callers of recently verified tokens. A token with a new key ID clears the cache: the issuer's keys have just been
 * fetched, and an earlier key may have been removed. Thread-safe.
 */
final class TokenCache {
    private final Duration time;
    private final Duration leeway;
    private final InstantSource clock;
    private final Cache<TokenHash, VerifiedCaller> callers;
    private final SigningKeys keys = new SigningKeys();

    /**
     * Creates an empty cache.
     *
     * @param size the maximum number of callers in the cache
     * @param time the maximum time that a caller stays in the cache
     * @param leeway the time for which a token is accepted after its expiry
     */
    TokenCache(int size, Duration time, Duration leeway, InstantSource clock) {
        this.time = time;
        this.leeway = leeway;
        this.clock = clock;
        this.callers = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfter(Expiry.<TokenHash, VerifiedCaller>creating((token, caller) -> timeToLive(caller)))
                // Maintenance of this cache is cheap, so it runs on the calling thread.
                .executor(Runnable::run)
                .build();
    }

    /** Returns the configured time, but at most the time until the token is no longer accepted. */
    private Duration timeToLive(VerifiedCaller caller) {
        Duration remaining =
                Duration.between(clock.instant(), caller.expiresAt().plus(leeway));
        return remaining.isNegative() ? Duration.ZERO : remaining.compareTo(time) < 0 ? remaining : time;
    }

    /**
     * Returns the identity of a token, from the cache or by verification.
     *
     * @param verification verifies the token if it is not in the cache; failures are not cached
     */
    Uni<SecurityIdentity> identity(String token, Supplier<Uni<SecurityIdentity>> verification) {
        TokenHash hash = TokenHash.of(token);
        VerifiedCaller cached = callers.getIfPresent(hash);
        return cached != null
                ? Uni.createFrom().item(cached.identity())
                : verification.get().onItemOrFailure().invoke((identity, failure) -> update(token, hash, identity));
    }

    /** @param identity null if the token was not accepted */
    private void update(String token, TokenHash hash, SecurityIdentity identity) {
        VerifiedCaller accepted =
                identity != null && identity.getPrincipal() instanceof VerifiedCaller caller ? caller : null;
        if (keys.isNew(token, accepted != null)) {
            callers.invalidateAll();
        }
        if (accepted != null) {
            callers.put(hash, accepted);
        }
    }
}
