package sslorders.ca;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClientException;
import io.quarkus.oidc.client.Tokens;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import sslorders.ca.Outcome.Reason;

/** A bearer token by OAuth2 client credentials, kept until it expires or is refused. */
final class OauthToken implements Authorization {
    /** RFC 6749, 5.2: those that say that the client is not welcome, and not that the server is in trouble. */
    private static final Set<String> REFUSALS =
            Set.of("invalid_client", "unauthorized_client", "invalid_grant", "invalid_scope", "access_denied");

    private final OidcClient endpoint;
    private final Duration timeout;
    private final ObjectReader json;
    private final ReentrantLock lock = new ReentrantLock();
    private Tokens tokens;

    /**
     * @param timeout how long the endpoint may take to answer
     */
    OauthToken(OidcClient endpoint, Duration timeout, ObjectReader json) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.json = json;
    }

    /** One of those who wait fetches, the others wait for as long and then take what has been fetched. */
    @Override
    public String header(String refused) {
        try {
            if (!lock.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw notNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notNow();
        }
        try {
            if (tokens == null || isOver(tokens) || bearer(tokens).equals(refused)) {
                tokens = fetch();
            }
            return bearer(tokens);
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
        return timeout.multipliedBy(2);
    }

    private Tokens fetch() {
        try {
            Tokens fetched = endpoint.getTokens().await().atMost(timeout);
            if (fetched.getAccessToken() != null) {
                return fetched;
            }
            throw notNow();
        } catch (NoAuthorization none) {
            throw none;
        } catch (OidcClientException refused) {
            // Its message is the body of the reply, and so goes nowhere but for a code that is known.
            throw refusal(refused.getMessage())
                    .map(code ->
                            new NoAuthorization(new Outcome.Rejected(Reason.CREDENTIALS_REFUSED, Optional.of(code))))
                    .orElseGet(OauthToken::notNow);
        } catch (RuntimeException lateOrGarbage) {
            throw notNow();
        }
    }

    private Optional<String> refusal(String body) {
        try {
            return Optional.ofNullable(body == null ? null : json.readTree(body))
                    .map(error -> error.path("error").asText())
                    .filter(REFUSALS::contains);
        } catch (JsonProcessingException noError) {
            return Optional.empty();
        }
    }

    /** The CA itself has not been called. */
    private static NoAuthorization notNow() {
        return new NoAuthorization(new Outcome.NotExecuted("no token from the token endpoint", Optional.empty()));
    }

    private static boolean isOver(Tokens tokens) {
        return tokens.isAccessTokenExpired() || tokens.isAccessTokenWithinRefreshInterval();
    }

    private static String bearer(Tokens tokens) {
        return "Bearer " + tokens.getAccessToken();
    }
}
