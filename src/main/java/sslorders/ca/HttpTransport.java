package sslorders.ca;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SSLOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The connections to one server: one for each exchange, so many at a time, bounded in time and size. No redirect is
 * followed, nothing is repeated, and nothing of what is sent or received is logged. Safe for use by many threads.
 */
final class HttpTransport {
    /** Of a body of which a part is left out. */
    private static final int LARGEST_STREAMED = 16 * 1024 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final URI url;
    private final Timeouts timeouts;
    private final int largestReply;
    private final String userAgent;
    private final InstantSource clock;

    /**
     * @param options proxy and TLS; all else is set here
     * @param connections how many there may be at a time: the permits of the CA's bulkhead. Each caller has one of them, so that it
     *     waits only while an earlier connection closes, and no longer than for a connection
     */
    HttpTransport(
            Vertx vertx,
            HttpClientOptions options,
            URI url,
            Timeouts timeouts,
            int connections,
            int largestReply,
            String userAgent,
            InstantSource clock) {
        this.vertx = vertx;
        this.url = url;
        this.timeouts = timeouts;
        this.largestReply = largestReply;
        this.userAgent = userAgent;
        this.clock = clock;
        options.setProtocolVersion(HttpVersion.HTTP_1_1)
                .setUseAlpn(false)
                // A kept connection that a firewall has dropped in silence swallows the next call, and its outcome
                // would be unknown; a handshake for each resend is cheaper than a mail that nobody knows of.
                .setKeepAlive(false)
                .setConnectTimeout(Timeouts.millis(timeouts.connect()))
                .setSslHandshakeTimeout(Timeouts.millis(timeouts.handshake()))
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(connections)
                .setHttp2MaxSize(1)
                .setMaxWaitQueueSize(connections);
        client = vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(connection -> {
                    InterimResponses.discardOn(connection);
                    // What a broken reply quotes goes into no log; the exchange learns of it by its futures.
                    connection.exceptionHandler(known -> {});
                })
                .build();
    }

    /**
     * Makes one exchange. Blocks for as long as {@link #longest} at most.
     *
     * @param authorization the value of the {@code Authorization} header; empty for none
     * @throws NoReply if no head of a reply came, with what that means
     */
    Reply exchange(CaRequest request, String authorization) {
        HttpExchange exchange = new HttpExchange(vertx.getOrCreateContext(), head -> body(request, head));
        try {
            exchange.start(client, options(request, authorization), request.body());
        } catch (RuntimeException unsendable) {
            throw new NoReply(new Outcome.NotExecuted("request could not be sent", Optional.empty()));
        }
        try {
            exchange.awaitSending(timeouts.beforeSending());
            HttpClientResponse head = exchange.awaitHead(timeouts.read());
            List<String> encodings = head.headers().getAll("Content-Encoding");
            Optional<byte[]> body = exchange.awaitBody(timeouts.read())
                    .flatMap(bytes -> ContentEncoding.decode(encodings, bytes, largestReply));
            return new Reply(
                    head.statusCode(),
                    RetryAfter.longest(head.headers().getAll("Retry-After"), clock.instant()),
                    HttpDate.parse(head.getHeader("Date")),
                    body);
        } finally {
            exchange.end();
        }
    }

    /** A body that is encoded is decoded as a whole, so that nothing of it can be left out before. */
    private ReplyBody body(CaRequest request, HttpClientResponse head) {
        return request.leftOut()
                .filter(field -> head.getHeader("Content-Encoding") == null)
                .<ReplyBody>map(field -> new JsonWithoutField(field, LARGEST_STREAMED, largestReply))
                .orElseGet(() -> new ReplyBody.Whole(largestReply));
    }

    /** The longest that an exchange can take. */
    Duration longest() {
        return timeouts.all();
    }

    /** Takes another trust, or another certificate of the client, for the connections from now on. */
    void renew(SSLOptions renewed) {
        client.updateSSLOptions(new SSLOptions(renewed)
                .setUseAlpn(false)
                .setSslHandshakeTimeout(Timeouts.millis(timeouts.handshake()))
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    }

    private RequestOptions options(CaRequest request, String authorization) {
        boolean tls = isTls(url);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setSsl(tls)
                .setHost(url.getHost())
                .setPort(url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80)
                .setURI(request.target(url.getRawPath()))
                .setFollowRedirects(false)
                .putHeader("User-Agent", userAgent)
                .putHeader("Accept-Encoding", "identity");
        request.headers().forEach(options::putHeader);
        if (!authorization.isEmpty()) {
            options.putHeader("Authorization", authorization);
        }
        return options;
    }

    static boolean isTls(URI url) {
        return "https".equals(url.getScheme());
    }
}
