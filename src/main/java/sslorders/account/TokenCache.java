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
 * The callers of tokens that were verified a short while ago. A token whose key ID is new empties the cache, since the issuer's
 * keys have been fetched for it, and one of the keys before may be gone. Safe for use by many threads.
 */
final class TokenCache {
    private final Duration time;
    private final Duration leeway;
    private final InstantSource clock;
    private final Cache<TokenHash, VerifiedCaller> callers;
    private final SigningKeys keys = new SigningKeys();

    /**
     * @param size how many callers are kept
     * @param time for how long one is kept at most
     * @param leeway for how long after its expiry a token is accepted
     */
    TokenCache(int size, Duration time, Duration leeway, InstantSource clock) {
        this.time = time;
        this.leeway = leeway;
        this.clock = clock;
        this.callers = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfter(Expiry.<TokenHash, VerifiedCaller>creating((token, caller) -> keptFor(caller)))
                // The little upkeep that there is needs no thread of its own.
                .executor(Runnable::run)
                .build();
    }

    /** Not longer than the token would be accepted. */
    private Duration keptFor(VerifiedCaller caller) {
        Duration left = Duration.between(clock.instant(), caller.expiresAt().plus(leeway));
        return left.isNegative() ? Duration.ZERO : left.compareTo(time) < 0 ? left : time;
    }

    /**
     * Returns the identity of a token.
     *
     * @param verification verifies the token if it is not known; its failures are not kept
     */
    Uni<SecurityIdentity> identity(String token, Supplier<Uni<SecurityIdentity>> verification) {
        TokenHash hash = TokenHash.of(token);
        VerifiedCaller known = callers.getIfPresent(hash);
        return known != null
                ? Uni.createFrom().item(known.identity())
                : verification.get().onItemOrFailure().invoke((identity, failure) -> verified(token, hash, identity));
    }

    /** @param identity null if the token was not accepted */
    private void verified(String token, TokenHash hash, SecurityIdentity identity) {
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
