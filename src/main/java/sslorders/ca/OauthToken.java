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
 * A bearer token by OAuth2 client credentials (RFC 6749, 4.4), kept until it expires or is refused. A reply that is no
 * token is an attempt that was not executed: the CA itself has not been called.
 */
final class OauthToken implements Authorization {
    /** RFC 6749, 5.2: those that say that the client is not welcome, and not that the server is in trouble. */
    private static final Set<String> REFUSALS =
            Set.of("invalid_client", "unauthorized_client", "invalid_grant", "invalid_scope", "access_denied");

    /** What a header can carry as one token, and no more than servers take of a header. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8192}");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    /** What is asked with it arrives a moment later. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    /** A token that claims to last longer is fetched again after this time. */
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
     * @param header the {@code Authorization} header with it
     * @param until when another one has to be fetched; empty for one that lasts until it is refused
     */
    private record Token(String header, Optional<Instant> until) {

        boolean isOver(Instant now) {
            return until.filter(end -> !now.isBefore(end)).isPresent();
        }
    }

    /** One of those who wait fetches, the others wait for as long and then take what has been fetched. */
    @Override
    public String header(String refused) {
        try {
            if (!lock.tryLock(endpoint.longest().toNanos(), TimeUnit.NANOSECONDS)) {
                throw notNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notNow();
        }
        try {
            if (token == null || token.isOver(clock.instant()) || token.header().equals(refused)) {
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

    private Token fetch() {
        Reply reply;
        try {
            reply = endpoint.exchange(request, client);
        } catch (NoReply none) {
            throw notNow();
        }
        if (reply.status() == 200) {
            return reply.json().flatMap(this::token).orElseThrow(OauthToken::notNow);
        }
        throw refusal(reply)
                .map(code -> new NoReply(new Outcome.Rejected(Reason.CREDENTIALS_REFUSED, Optional.of(code))))
                .orElseGet(OauthToken::notNow);
    }

    /** The token of a reply; empty if there is none that could be sent as a bearer token. */
    private Optional<Token> token(JsonNode reply) {
        JsonNode type = reply.path("token_type");
        if (!type.isMissingNode() && !"bearer".equalsIgnoreCase(type.textValue())) {
            return Optional.empty();
        }
        return Optional.ofNullable(reply.path("access_token").textValue())
                .filter(value -> TOKEN.matcher(value).matches())
                .map(value -> new Token("Bearer " + value, until(reply.path("expires_in"))));
    }

    /** A lifetime that is not a positive whole number of seconds is over at once: the token is used for one call. */
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

    /** The code by which the endpoint refuses the client; of its reply nothing else is kept. */
    private static Optional<String> refusal(Reply reply) {
        return reply.status() >= 400 && reply.status() < 500
                ? reply.json().map(error -> error.path("error").textValue()).filter(REFUSALS::contains)
                : Optional.empty();
    }

    private static NoReply notNow() {
        return new NoReply(new Outcome.NotExecuted("no token from the token endpoint", Optional.empty()));
    }
}
