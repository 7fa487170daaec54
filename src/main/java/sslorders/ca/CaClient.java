package sslorders.ca;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The way to one CA over HTTP. Every reply is read whole, within bounds; no redirect is followed, nothing is repeated
 * but what was refused for its token alone, and nothing of it is logged. Safe for use by many threads.
 */
public final class CaClient {
    private static final Logger LOG = Logger.getLogger(CaClient.class);

    private final HttpTransport transport;
    private final Authorization authorization;
    private final CallRate rate;

    CaClient(HttpTransport transport, Authorization authorization, CallRate rate) {
        this.transport = transport;
        this.authorization = authorization;
        this.rate = rate;
    }

    /**
     * Sends a request and says what its reply means. A call that brings no reply is an {@link Outcome} all the same.
     *
     * @param request without the {@code Authorization} header; on a 401 sent once more, with another one, if there can be
     *     another
     */
    public Outcome call(CaRequest request, Function<Reply, Outcome> meaning) {
        return call(request, meaning, outcome -> outcome);
    }

    /**
     * The same for a call that is not the last.
     *
     * @param failed what it is that no reply came
     */
    public <T> T call(CaRequest request, Function<Reply, T> meaning, Function<Outcome, T> failed) {
        Reply reply;
        try {
            reply = exchange(request);
        } catch (NoReply none) {
            return failed.apply(none.outcome());
        }
        return meaning.apply(reply);
    }

    /**
     * The same for a call that reads and sends nothing: whatever goes wrong in it, a bug of the adapter included, leaves no doubt.
     *
     * @param failed what it is that nothing was read
     */
    public <T> T read(CaRequest request, Function<Reply, T> meaning, Function<Outcome, T> failed) {
        try {
            return call(request, meaning, failed);
        } catch (RuntimeException bug) {
            LOG.error("The reply to a call that reads cannot be processed", bug);
            return failed.apply(new Outcome.NotExecuted("read request failed", Optional.empty()));
        }
    }

    private Reply exchange(CaRequest request) {
        String header = authorization.header(null);
        Reply reply = exchange(request, header);
        // Refused for the token alone, so nothing was done, and it may be said again.
        return reply.status() == 401 && authorization.isRenewable()
                ? exchange(request, authorization.header(header))
                : reply;
    }

    private Reply exchange(CaRequest request, String header) {
        rate.take();
        return transport.exchange(request, header);
    }

    /**
     * How long one call can take at most: the connection and its TLS handshake, the wait for the head of the reply, and the
     * wait for its body; all of it twice, with the wait for a token, where a token may have to be renewed.
     */
    public Duration longestCall() {
        return authorization.isRenewable()
                ? transport.longest().plus(authorization.longestWait()).multipliedBy(2)
                : transport.longest();
    }
}
