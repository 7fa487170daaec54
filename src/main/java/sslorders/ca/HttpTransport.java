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
import sslorders.text.HttpDate;

/**
 * Makes the HTTP exchanges with one server, each on a separate connection, and bounds their number, duration and size. It does not
 * follow redirects, repeat requests, or log requests or responses. Thread-safe.
 */
final class HttpTransport {
    /** Maximum size in bytes of a body from which a field is omitted. */
    private static final int LARGEST_STREAMED = 16 * 1024 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final URI url;
    private final Timeouts timeouts;
    private final int largestReply;
    private final String userAgent;
    private final InstantSource clock;
    private final Optional<String> proxy;

    /**
     * @param options the options for proxy and TLS; the constructor sets all others
     * @param connections the maximum number of connections, which equals the size of the CA's bulkhead. Therefore, a call waits only
     *     while an earlier connection is being closed, and no longer than the connect timeout
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
        this.proxy = Optional.ofNullable(options.getProxyOptions())
                .map(configured -> configured.getHost() + ":" + configured.getPort());
        options.setProtocolVersion(HttpVersion.HTTP_1_1)
                .setUseAlpn(false)
                // A firewall can drop an idle connection without notice. A request on such a connection would have an
                // unknown outcome, which is worse than the cost of a new connection for each call.
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
                    // The futures of the exchange report failures. A log record could contain parts of a response.
                    connection.exceptionHandler(reported -> {});
                })
                .build();
    }

    /**
     * Makes one exchange. Blocks for at most {@link #longest}.
     *
     * @param authorization the value of the {@code Authorization} header; an empty string for none
     * @throws NoReply if no response head arrived; it contains the resulting outcome
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

    /** Returns the buffer for a body. A field can be omitted only from a body that is not encoded. */
    private ReplyBody body(CaRequest request, HttpClientResponse head) {
        return request.omittedField()
                .filter(field -> head.getHeader("Content-Encoding") == null)
                .<ReplyBody>map(field -> new JsonWithoutField(field, LARGEST_STREAMED, largestReply))
                .orElseGet(() -> new ReplyBody.Whole(largestReply));
    }

    /** Returns the maximum duration of an exchange. */
    Duration longest() {
        return timeouts.all();
    }

    /** Uses renewed trust and client certificates for all new connections. */
    void renew(SSLOptions renewed) {
        client.updateSSLOptions(new SSLOptions(renewed)
                .setUseAlpn(false)
                .setSslHandshakeTimeout(Timeouts.millis(timeouts.handshake()))
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    }

    /**
     * Checks the name, the connection and the TLS handshake, without sending a request. Blocks for at most twice the connect timeout
     * and the time of the handshake.
     */
    List<CheckStep> check() {
        return new ConnectionProbe(client, server(), timeouts, proxy).steps();
    }

    private RequestOptions server() {
        boolean tls = isTls(url);
        return new RequestOptions()
                .setSsl(tls)
                .setHost(url.getHost())
                .setPort(url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80);
    }

    private RequestOptions options(CaRequest request, String authorization) {
        RequestOptions options = server().setMethod(HttpMethod.valueOf(request.method()))
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
