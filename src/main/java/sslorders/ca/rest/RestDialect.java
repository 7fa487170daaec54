package sslorders.ca.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.LoggingScope;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.Dialect;

/** Adapters for CAs that speak {@code rest}. Needs the credential {@code token}. */
@Singleton
class RestDialect implements Dialect {
    private final ObjectMapper json;
    private final InstantSource clock;

    RestDialect(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        String token = settings.credential("token");
        RestApi api = QuarkusRestClientBuilder.newBuilder()
                .baseUri(settings.url())
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                // Error statuses are answers to be read, not exceptions.
                .disableDefaultMapper(true)
                // A kept connection that a firewall has dropped in silence swallows the next call, and its outcome
                // would be unknown; a handshake for each resend is cheaper than a mail that nobody knows of.
                .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, false)
                // Whatever is configured: what a CA replies is in no log, at no level.
                .loggingScope(LoggingScope.NONE)
                .build(RestApi.class);
        return new RestAuthority(api, token, settings.readTimeout(), json.reader(), clock);
    }
}
