package sslorders.ca;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import sslorders.ca.Outcome.Reason;

/**
 * A bearer token from OAuth2 client credentials (RFC 6749, 4.4), cached until it expires or the CA rejects it. If the endpoint fails,
 * the attempt counts as not executed, because the CA itself was not called. If the endpoint rejects the client, the outcome is a
 * rejection.
 */
final class OauthToken implements Authorization {
    /** The error codes by which the endpoint rejects the client (RFC 6749, 5.2), as opposed to failures of the endpoint. */
    private static final Set<String> REJECTIONS =
            Set.of("invalid_client", "unauthorized_client", "invalid_grant", "invalid_scope", "access_denied");

    /** The characters that are permitted for a token in a header, and the maximum length that servers accept. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8192}");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    /** The time that is subtracted from the lifetime, because a request arrives some time after its token was read. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    /** The maximum time for which a token is cached. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private final HttpTransport endpoint;
    private final CaRequest request;
    private final String client;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Token token;

    OauthToken(HttpTransport endpoint, CaConfig.OauthConfig oauth, InstantSource clock) {
        this.endpoint = endpoint;
        this.client =
                Authorization.basic(oauth.clientId(), oauth.clientSecret()).header(null);
        this.clock = clock;
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        oauth.scope().ifPresent(scope -> form.put("scope", scope));
        this.request = CaRequest.post().accept("application/json").form(form);
    }

    /**
     * A cached token.
     *
     * @param header the value of the {@code Authorization} header
     * @param until the time at which another token is needed; empty for a token that is used until the CA rejects it
     */
    private record Token(String header, Optional<Instant> until) {

        boolean isExpired(Instant now) {
            return until.filter(end -> !now.isBefore(end)).isPresent();
        }
    }

    /**
     * Returns the header. If several threads call this method concurrently, one of them fetches a token, and the others wait for that
     * token.
     */
    @Override
    public String header(String rejected) {
        try {
            if (!lock.tryLock(endpoint.longest().toNanos(), TimeUnit.NANOSECONDS)) {
                throw unavailable();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
        try {
            if (token == null
                    || token.isExpired(clock.instant())
                    || token.header().equals(rejected)) {
                token = null;
                token = fetch();
            }
            return token.header();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRenewable() {
        return true;
    }

    @Override
    public Duration longestWait() {
        return endpoint.longest().multipliedBy(2);
    }

    @Override
    public Optional<CheckStep> check() {
        Reply reply;
        try {
            reply = endpoint.exchange(request, client);
        } catch (NoReply none) {
            return failed(CheckStep.cause(none.outcome()));
        }
        if (reply.status() != 200) {
            return failed("status " + reply.status()
                    + rejection(reply).map(code -> ", " + code).orElse(""));
        }
        return reply.json()
                .flatMap(this::token)
                .map(fetched -> {
                    replace(fetched);
                    return CheckStep.proven(
                            CheckStep.Kind.TOKEN,
                            "the token endpoint issued a token"
                                    + fetched.until()
                                            .map(end -> " until " + end)
                                            .orElse(""));
                })
                .or(() -> failed("no usable token in the response"));
    }

    private static Optional<CheckStep> failed(String cause) {
        return Optional.of(CheckStep.failed(CheckStep.Kind.TOKEN, "token endpoint: " + cause));
    }

    /** Caches the token, unless another thread is fetching one. */
    private void replace(Token fetched) {
        if (lock.tryLock()) {
            try {
                token = fetched;
            } finally {
                lock.unlock();
            }
        }
    }

    private Token fetch() {
        Reply reply;
        try {
            reply = endpoint.exchange(request, client);
        } catch (NoReply none) {
            throw unavailable();
        }
        if (reply.status() == 200) {
            return reply.json().flatMap(this::token).orElseThrow(OauthToken::unavailable);
        }
        throw rejection(reply)
                .map(code -> new NoReply(new Outcome.Rejected(Reason.CREDENTIALS_REFUSED, Optional.of(code))))
                .orElseGet(OauthToken::unavailable);
    }

    /** Returns the token of a response; empty if the response contains no token that can be sent as a bearer token. */
    private Optional<Token> token(JsonNode reply) {
        JsonNode type = reply.path("token_type");
        if (!type.isMissingNode() && !"bearer".equalsIgnoreCase(type.textValue())) {
            return Optional.empty();
        }
        return Optional.ofNullable(reply.path("access_token").textValue())
                .filter(value -> TOKEN.matcher(value).matches())
                .map(value -> new Token("Bearer " + value, until(reply.path("expires_in"))));
    }

    /** Returns the end of the lifetime. If the lifetime is not a positive whole number, the token is used for one call only. */
    private Optional<Instant> until(JsonNode expiresIn) {
        if (expiresIn.isMissingNode() || expiresIn.isNull()) {
            return Optional.empty();
        }
        Duration life =
                expiresIn.isIntegralNumber() || expiresIn.isTextual() ? life(expiresIn.asText()) : Duration.ZERO;
        return Optional.of(clock.instant().plus(life).minus(SKEW));
    }

    private static Duration life(String seconds) {
        if (!SECONDS.matcher(seconds).matches()) {
            return seconds.matches("[0-9]{19,}") ? LONGEST_LIFE : Duration.ZERO;
        }
        return Duration.ofSeconds(Math.min(Long.parseLong(seconds), LONGEST_LIFE.toSeconds()));
    }

    /** Returns the error code by which the endpoint rejects the client. No other part of the response is stored. */
    private static Optional<String> rejection(Reply reply) {
        return reply.status() >= 400 && reply.status() < 500
                ? reply.json().map(error -> error.path("error").textValue()).filter(REJECTIONS::contains)
                : Optional.empty();
    }

    private static NoReply unavailable() {
        return new NoReply(new Outcome.NotExecuted("no token from the token endpoint", Optional.empty()));
    }
}
