package sslorders.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Turns away, before any signature is looked at, an address that has sent too many requests without a valid token within
 * a minute. A token that was valid before is let through to be looked at all the same: behind one address there may be
 * many customers, and who is in is not locked out by another. Who comes with a new token meanwhile waits for the rest of
 * the minute. Of one replica, in memory of a fixed size.
 */
@ApplicationScoped
class UnauthenticatedRateLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ADDRESSES = 10_000;

    /** The first half of an IPv6 address: the other half is its network's own to choose. */
    private static final int NETWORK_BYTES = 8;

    /** A power of two, so that a hash finds its place by its last bits. */
    private static final int TOKENS = 4096;

    private final InstantSource clock;
    private final HttpConfig config;
    private final Cache<String, Window> windows =
            Caffeine.newBuilder().maximumSize(ADDRESSES).build();

    /**
     * The hashes of the newest tokens that were valid. One that is there by chance, or for another, is no harm: its token is
     * looked at.
     */
    private final AtomicIntegerArray valid = new AtomicIntegerArray(TOKENS);

    /** What an address has been refused since a time. */
    private record Window(Instant start, AtomicInteger refusals) {
        boolean has(Instant now) {
            return !now.isBefore(start) && now.isBefore(end());
        }

        Instant end() {
            return start.plus(WINDOW);
        }
    }

    UnauthenticatedRateLimit(InstantSource clock, HttpConfig config) {
        this.clock = clock;
        this.config = config;
    }

    @ServerRequestFilter(preMatching = true, priority = FilterOrder.UNAUTHENTICATED_RATE_LIMIT)
    void turnAway(HttpServerRequest request) {
        Window window = windows.getIfPresent(network(request));
        if (window == null || window.refusals().get() < config.refusalsPerMinute() || wasValid(request)) {
            return;
        }
        Instant now = clock.instant();
        if (window.has(now)) {
            throw new ServiceException(
                            ErrorType.UNAUTHORIZED_TOO_OFTEN,
                            "This client address sent too many requests without a valid access token. Retry later.")
                    .retryAfter(Duration.between(now, window.end()));
        }
    }

    @ServerResponseFilter
    void count(ContainerRequestContext context, ContainerResponseContext response, HttpServerRequest request) {
        if (response.getStatus() == 401) {
            Instant now = clock.instant();
            windows.asMap()
                    .compute(
                            network(request),
                            (network, window) ->
                                    window != null && window.has(now) ? window : new Window(now, new AtomicInteger()))
                    .refusals()
                    .incrementAndGet();
        } else if (context.getSecurityContext().getUserPrincipal() != null) {
            int hash = hash(request);
            valid.lazySet(hash & TOKENS - 1, hash);
        }
    }

    private boolean wasValid(HttpServerRequest request) {
        int hash = hash(request);
        return hash != 0 && valid.get(hash & TOKENS - 1) == hash;
    }

    private static int hash(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization == null ? 0 : authorization.hashCode();
    }

    private static String network(HttpServerRequest request) {
        String host = String.valueOf(request.remoteAddress().hostAddress());
        byte[] ip = NetUtil.createByteArrayFromIpAddressString(host);
        return ip != null && ip.length > NETWORK_BYTES ? Arrays.toString(Arrays.copyOf(ip, NETWORK_BYTES)) : host;
    }
}
