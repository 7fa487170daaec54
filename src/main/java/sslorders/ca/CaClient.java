package sslorders.ca;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The way to one CA over HTTP. Every reply is read whole, within bounds; no redirect is followed, nothing is repeated
 * but what was refused for its token alone, and nothing of it is logged. Safe for use by many threads.
 *
 * @param <W> the wire: a package-private interface with the annotations of Jakarta REST whose methods return {@link
 *     Response}, so that the body stays on the wire until it is read
 */
public final class CaClient<W> {
    /** Far more than a reply needs, the history of GoDaddy's mails aside, which are no larger than a mail is. */
    private static final int LARGEST_REPLY = 1024 * 1024;

    /** What the HTTP clients allow a handshake, beyond the connect timeout. */
    private static final Duration TLS_HANDSHAKE = Duration.ofSeconds(10);

    private final W wire;
    private final CaSettings settings;
    private final Authorization authorization;
    private final InstantSource clock;

    CaClient(W wire, CaSettings settings, Authorization authorization, InstantSource clock) {
        this.wire = wire;
        this.settings = settings;
        this.authorization = authorization;
        this.clock = clock;
    }

    /**
     * Makes a call and says what its reply means. A call that brings no reply is an {@link Outcome} all the same.
     *
     * @param call is given the wire and the {@code Authorization} header; on a 401 once more, with another one, if there
     *     can be another
     */
    public Outcome call(BiFunction<W, String, Response> call, Function<Reply, Outcome> meaning) {
        return call(call, meaning, outcome -> outcome);
    }

    /**
     * The same for a call that is not the last.
     *
     * @param failed what it is that no reply came
     */
    public <T> T call(BiFunction<W, String, Response> call, Function<Reply, T> meaning, Function<Outcome, T> failed) {
        Reply reply;
        try {
            reply = exchange(call);
        } catch (Authorization.NoAuthorization none) {
            return failed.apply(none.outcome());
        } catch (RuntimeException failure) {
            return failed.apply(TransportFailure.outcome(failure));
        }
        return meaning.apply(reply);
    }

    private Reply exchange(BiFunction<W, String, Response> call) {
        String header = authorization.header(null);
        Reply reply = read(call.apply(wire, header));
        // Refused for the token alone, so nothing was done, and it may be said again.
        return reply.status() == 401 && authorization.isRenewable()
                ? read(call.apply(wire, authorization.header(header)))
                : reply;
    }

    private Reply read(Response response) {
        return new Reply(
                response.getStatus(),
                RetryAfter.parse(response.getHeaderString(HttpHeaders.RETRY_AFTER), clock.instant()),
                BoundedBody.read(response.readEntity(InputStream.class), LARGEST_REPLY, settings.readTimeout()));
    }

    /**
     * How long one call can take at most: the connection and its TLS handshake, the wait for the head of the reply, and a
     * body that comes for as long as it may and then stops; all of it twice where a token may have to be renewed.
     */
    public Duration longestCall() {
        Duration handshake = "https".equals(settings.url().getScheme()) ? TLS_HANDSHAKE : Duration.ZERO;
        Duration exchange = settings.connectTimeout()
                .plus(handshake)
                .plus(settings.readTimeout().multipliedBy(3));
        return authorization.isRenewable()
                ? exchange.plus(authorization.longestWait()).multipliedBy(2)
                : exchange;
    }
}
