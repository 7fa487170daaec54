package sslorders.webhook;

import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Sends events to one endpoint, each on a separate connection to an address that was checked. It limits the duration of a call and the
 * size of a response, of which it uses only the status and {@code Retry-After}. It follows no redirect, and logs neither requests nor
 * responses. Thread-safe.
 */
final class WebhookTransport {
    /** Maximum number of bytes of a response body that are read and discarded before the connection is closed. */
    private static final int MAX_BODY = 16 * 1024;

    /** Maximum time to read a response body. Its status is known, so a longer wait has no benefit. */
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final HttpClient client;
    private final WebhookEndpoint endpoint;
    private final ReceiverAddresses addresses;
    private final String userAgent;
    private final InstantSource clock;

    /** @param options the options for TLS; the constructor sets all others */
    WebhookTransport(
            Vertx vertx,
            HttpClientOptions options,
            WebhookEndpoint endpoint,
            ReceiverAddresses addresses,
            String userAgent,
            InstantSource clock) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.addresses = addresses;
        this.userAgent = userAgent;
        this.clock = clock;
        options.setProtocolVersion(HttpVersion.HTTP_1_1)
                .setUseAlpn(false)
                .setKeepAlive(false)
                // The requests of a client would otherwise create spans with the URL, which can contain a secret.
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setConnectTimeout(connectMillis())
                .setSslHandshakeTimeout(connectMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions()
                        .setHttp1MaxSize(endpoint.maxConcurrent())
                        .setMaxWaitQueueSize(endpoint.maxConcurrent()))
                // Without handlers, Vert.x would log failures with parts of the exchange.
                .withConnectHandler(connection -> connection.exceptionHandler(reported -> {}))
                .build();
    }

    /** Uses renewed certificates for all new connections. */
    void renew(SSLOptions renewed) {
        client.updateSSLOptions(new SSLOptions(renewed)
                .setUseAlpn(false)
                .setSslHandshakeTimeout(connectMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    }

    /**
     * Sends a body by POST. Blocks for at most the timeouts of the name resolution, the call and the response body.
     *
     * @param call the number of the call, from 0
     */
    Answer post(Map<String, String> headers, String body, int call) throws InterruptedException {
        InetAddress address;
        try {
            address = addresses.of(host(), endpoint.addresses(), call, endpoint.connectTimeout());
        } catch (ReceiverAddresses.Refused refused) {
            return new Answer.NoResponse(refused.getMessage());
        }
        Exchange exchange = new Exchange();
        try {
            exchange.start(options(headers, address), body);
            return exchange.await();
        } catch (TimeoutException late) {
            return new Answer.NoResponse("timeout");
        } catch (ExecutionException failed) {
            return new Answer.NoResponse(describe(failed.getCause()));
        } catch (IllegalArgumentException unsendable) {
            return new Answer.NoResponse("request could not be sent");
        } finally {
            exchange.end();
        }
    }

    private RequestOptions options(Map<String, String> headers, InetAddress address) {
        URI url = endpoint.url();
        boolean isTls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : isTls ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(isTls)
                // The connection goes to the address that was checked; host and port are for TLS and the Host header.
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(host())
                .setPort(port)
                .setURI(target(url))
                .setFollowRedirects(false)
                .putHeader("User-Agent", userAgent)
                .putHeader("Accept-Encoding", "identity");
        headers.forEach(options::putHeader);
        return options;
    }

    private static String target(URI url) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private String host() {
        return endpoint.url().getHost();
    }

    private int connectMillis() {
        return Math.clamp(endpoint.connectTimeout().toMillis(), 1, Integer.MAX_VALUE);
    }

    /** Returns only the kind of the failure, because a message can contain parts of the request or the response. */
    private static String describe(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "TLS handshake failed";
            }
        }
        return "connection failed, " + failure.getClass().getSimpleName();
    }

    /** One request and its response. The event loop of the connection does all I/O. */
    private final class Exchange {
        private final CompletableFuture<HttpConnection> connection = new CompletableFuture<>();
        private final CompletableFuture<HttpClientResponse> head = new CompletableFuture<>();
        private final CompletableFuture<Void> body = new CompletableFuture<>();

        void start(RequestOptions options, String payload) {
            client.request(options).onComplete(result -> connected(result, payload));
        }

        private void connected(AsyncResult<HttpClientRequest> result, String payload) {
            if (result.failed()) {
                head.completeExceptionally(result.cause());
                return;
            }
            HttpClientRequest request = result.result();
            request.exceptionHandler(reported -> {});
            connection.complete(request.connection());
            if (head.isDone()) {
                request.connection().close();
                return;
            }
            request.send(Buffer.buffer(payload.getBytes(StandardCharsets.UTF_8)))
                    .onSuccess(this::replied)
                    .onFailure(head::completeExceptionally);
        }

        private void replied(HttpClientResponse response) {
            int[] size = {0};
            response.exceptionHandler(broken -> body.complete(null));
            response.handler(chunk -> {
                size[0] += chunk.length();
                if (size[0] > MAX_BODY) {
                    body.complete(null);
                    response.request().connection().close();
                }
            });
            response.endHandler(end -> body.complete(null));
            head.complete(response);
        }

        Answer await() throws InterruptedException, ExecutionException, TimeoutException {
            HttpClientResponse response = head.get(endpoint.timeout().toNanos(), TimeUnit.NANOSECONDS);
            try {
                body.get(BODY_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException incomplete) {
                // The status decides.
            }
            return new Answer.Response(
                    response.statusCode(),
                    RetryAfter.longest(response.headers().getAll("Retry-After"), clock.instant()));
        }

        /** Closes the connection, also one that is established later. */
        void end() {
            head.cancel(false);
            connection.thenAccept(open -> vertx.runOnContext(now -> open.close()));
        }
    }
}
