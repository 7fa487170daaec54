package sslorders.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCacheTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final TokenCache cache = cache(Duration.ofMinutes(1));
    private final List<String> verified = new ArrayList<>();

    @Test
    void cachedTokenIsVerifiedOnce() {
        SecurityIdentity first = accept(token("key", "a"), NOW.plusSeconds(600));

        SecurityIdentity second = accept(token("key", "a"), NOW.plusSeconds(600));

        assertThat(second.getPrincipal()).isSameAs(first.getPrincipal());
        assertThat(second.getPermissions()).isEqualTo(first.getPermissions()).hasSize(1);
        assertThat(verified).hasSize(1);
    }

    @Test
    void differentTokenIsVerified() {
        SecurityIdentity first = accept(token("key", "a"), NOW.plusSeconds(600));

        assertThat(accept(token("key", "b"), NOW.plusSeconds(600)).getPrincipal())
                .isNotEqualTo(first.getPrincipal());
        assertThat(verified).hasSize(2);
    }

    @Test
    void rejectedTokenIsVerifiedAgain() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> reject(token("key", "a"))).isInstanceOf(AuthenticationFailedException.class);
        }
        assertThat(verified).hasSize(2);
    }

    @Test
    void expiredTokenIsVerifiedAgain() {
        accept(token("key", "a"), NOW.minusSeconds(30));
        accept(token("key", "a"), NOW.minusSeconds(30));

        assertThat(verified).hasSize(2);
    }

    @Test
    void tokenIsVerifiedAgainAfterTimeToLive() {
        TokenCache shortLived = cache(Duration.ofNanos(1));
        for (int i = 0; i < 2; i++) {
            shortLived
                    .identity(token("key", "a"), () -> verify("a", NOW.plusSeconds(600)))
                    .await()
                    .indefinitely();
        }

        assertThat(verified).hasSize(2);
    }

    @Test
    void validTokenWithNewKeyClearsCache() {
        accept(token("key", "a"), NOW.plusSeconds(600));
        accept(token("new key", "b"), NOW.plusSeconds(600));

        accept(token("key", "a"), NOW.plusSeconds(600));
        accept(token("new key", "b"), NOW.plusSeconds(600));

        assertThat(verified).hasSize(3);
    }

    @Test
    void rejectedTokenWithNewKeyClearsCache() {
        accept(token("key", "a"), NOW.plusSeconds(600));
        assertThatThrownBy(() -> reject(token("unknown key", "b"))).isInstanceOf(AuthenticationFailedException.class);

        accept(token("key", "a"), NOW.plusSeconds(600));

        assertThat(verified).hasSize(3);
    }

    @Test
    void rejectedTokenWithKnownKeyKeepsCache() {
        accept(token("key", "a"), NOW.plusSeconds(600));
        assertThatThrownBy(() -> reject(token("key", "forged"))).isInstanceOf(AuthenticationFailedException.class);

        accept(token("key", "a"), NOW.plusSeconds(600));

        assertThat(verified).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a", "a.b.c", "e30.b.c", "eyJraWQiOjd9.b.c", "%.b.c"})
    void tokenWithoutKeyIdIsVerifiedOnce(String token) {
        for (int i = 0; i < 2; i++) {
            cache.identity(token, () -> verify("a", NOW.plusSeconds(600)))
                    .await()
                    .indefinitely();
        }

        assertThat(verified).hasSize(1);
    }

    private SecurityIdentity accept(String token, Instant expiresAt) {
        return cache.identity(token, () -> verify(token, expiresAt)).await().indefinitely();
    }

    private void reject(String token) {
        cache.identity(token, () -> {
                    verified.add(token);
                    return Uni.createFrom().failure(new AuthenticationFailedException());
                })
                .await()
                .indefinitely();
    }

    private Uni<SecurityIdentity> verify(String token, Instant expiresAt) {
        verified.add(token);
        return Uni.createFrom()
                .item(new VerifiedCaller(token, Optional.empty(), "acme", Set.of(Scopes.READ), expiresAt).identity());
    }

    private static TokenCache cache(Duration time) {
        return new TokenCache(100, time, Duration.ofSeconds(30), InstantSource.fixed(NOW));
    }

    private static String token(String keyId, String signature) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}";
        return Base64.getUrlEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8)) + ".claims." + signature;
    }
}
