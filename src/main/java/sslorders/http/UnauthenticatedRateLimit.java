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
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Rate-limits requests without a valid token per client address, before the signature is verified. Requests of a {@link
 * PublicOperation} also count. Recently accepted tokens
 * bypass the limit, so that clients behind a shared address do not block each other. These tokens are verified as usual. A client
 * with a new token is rejected until the current minute ends. The state is per replica and has a fixed maximum size.
 */
@ApplicationScoped
class UnauthenticatedRateLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ADDRESSES = 10_000;

    /** The bytes of an IPv6 network prefix. The rest of the address is ignored, because a client can choose it. */
    private static final int NETWORK_BYTES = 8;

    /** The number of stored hashes. It is a power of two, because the lowest bits of a hash are the index. */
    private static final int TOKENS = 4096;

    private final InstantSource clock;
    private final HttpConfig config;
    private final Cache<String, Window> windows =
            Caffeine.newBuilder().maximumSize(ADDRESSES).build();

    /**
     * The hashes of recently accepted tokens. A hash collision is harmless, because a token that bypasses the limit is still
     * verified.
     */
    private final AtomicIntegerArray valid = new AtomicIntegerArray(TOKENS);

    /** The number of requests without a valid token from an address in one minute. */
    private record Window(Instant start, AtomicInteger requests) {
        boolean contains(Instant now) {
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
    void check(HttpServerRequest request) {
        Window window = windows.getIfPresent(network(request));
        if (window == null || window.requests().get() < config.refusalsPerMinute() || wasValid(request)) {
            return;
        }
        Instant now = clock.instant();
        if (window.contains(now)) {
            throw new ServiceException(ErrorType.UNAUTHORIZED_TOO_OFTEN, Detail.TOO_MANY_WITHOUT_TOKEN)
                    .retryAfter(Duration.between(now, window.end()));
        }
    }

    /** Counts the requests of operations that need no token, because each of them uses the same resources as a rejected one. */
    @PublicOperation
    @ServerRequestFilter(priority = FilterOrder.PUBLIC_RATE_LIMIT)
    void countPublic(HttpServerRequest request) {
        increment(request);
    }

    @ServerResponseFilter
    void count(ContainerRequestContext context, ContainerResponseContext response, HttpServerRequest request) {
        if (response.getStatus() == 401) {
            increment(request);
        } else if (context.getSecurityContext().getUserPrincipal() != null) {
            int hash = hash(request);
            valid.lazySet(hash & TOKENS - 1, hash);
        }
    }

    private void increment(HttpServerRequest request) {
        Instant now = clock.instant();
        windows.asMap()
                .compute(
                        network(request),
                        (network, window) ->
                                window != null && window.contains(now) ? window : new Window(now, new AtomicInteger()))
                .requests()
                .incrementAndGet();
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
