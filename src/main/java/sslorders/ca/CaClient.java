package sslorders.ca;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * HTTP client of one CA. It reads each response completely, within limits on size and time. It does not follow redirects, and repeats a
 * request only if the CA rejected its access token. It logs neither requests nor responses. Thread-safe.
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
     * Sends a request and interprets its response. A call without a response also has an {@link Outcome}.
     *
     * @param request the request without the {@code Authorization} header; after a 401, it is sent one more time with another token, if
     *     possible
     * @param meaning the function that interprets the response
     */
    public Outcome call(CaRequest request, Function<Reply, Outcome> meaning) {
        return call(request, meaning, outcome -> outcome);
    }

    /**
     * Sends a request that is followed by another request, and interprets its response.
     *
     * @param meaning the function that interprets the response
     * @param failed the function that maps the outcome of a call without a response to a result
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
     * Sends a request without side effects, and interprets its response. Any failure, including a bug in the adapter, counts as not
     * executed, because the CA sends no e-mail for such a request.
     *
     * @param meaning the function that interprets the response
     * @param failed the function that maps the outcome of a failed call to a result
     */
    public <T> T read(CaRequest request, Function<Reply, T> meaning, Function<Outcome, T> failed) {
        try {
            return call(request, meaning, failed);
        } catch (RuntimeException bug) {
            LOG.error("The adapter failed to process the response to a read request", bug);
            return failed.apply(new Outcome.NotExecuted("read request failed", Optional.empty()));
        }
    }

    /**
     * Checks the access to the CA: name, connection, TLS, token, and then a call without side effects. That call is made only if no
     * earlier step failed.
     *
     * @param read makes the call with {@link #read} and returns its step
     */
    public List<CheckStep> check(Supplier<CheckStep> read) {
        List<CheckStep> steps = new ArrayList<>(transport.check());
        authorization.check().ifPresent(steps::add);
        boolean isFailed = steps.stream().anyMatch(step -> step.result() == CheckStep.Result.FAILED);
        steps.add(isFailed ? CheckStep.notAttempted(CheckStep.Kind.READ) : read.get());
        return steps;
    }

    private Reply exchange(CaRequest request) {
        String header = authorization.header(null);
        Reply reply = exchange(request, header);
        // The CA rejected only the token and did not execute the request, so that a repetition is safe.
        return reply.status() == 401 && authorization.isRenewable()
                ? exchange(request, authorization.header(header))
                : reply;
    }

    private Reply exchange(CaRequest request, String header) {
        rate.acquire();
        return transport.exchange(request, header);
    }

    /**
     * Returns the maximum duration of one call: connecting, TLS handshake, and the read timeouts of the response's head and body. If a
     * token may have to be renewed, the maximum is twice the sum of that time and the wait for a token.
     */
    public Duration longestCall() {
        return authorization.isRenewable()
                ? transport.longest().plus(authorization.longestWait()).multipliedBy(2)
                : transport.longest();
    }
}
