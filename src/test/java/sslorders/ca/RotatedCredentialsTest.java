package sslorders.ca;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.file.FileSystemConfigSource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sslorders.ca.CertificateAuthority.Request;
import sslorders.ca.Outcome.Accepted;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.testing.ServiceTest;

/** Configured CAs whose credentials are rotated in their files, with real adapters. */
@QuarkusTest
class RotatedCredentialsTest extends ServiceTest {
    private static final Request REQUEST = new Request(UUID.randomUUID(), "4711", "wildcard", "admin@acme.example");

    @All
    @Inject
    List<Dialect> dialects;

    @TempDir
    Path folder;

    /** The properties that are in files, with their last values. */
    private final Map<String, String> written = new HashMap<>();

    @Test
    void rotatedTokenEndsTheRejections() throws IOException {
        write("credentials.token", "revoked");
        GuardedAuthority authority = authority(Map.of());
        assertThat(authority.resendFulfillmentEmail(REQUEST))
                .isEqualTo(new Rejected(Reason.CREDENTIALS_REFUSED, Optional.of("401")));

        write("credentials.token", "sandbox-ca-token");

        assertThat(authority.check(Optional.empty()).isFailed()).isFalse();
        assertThat(authority.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
    }

    @Test
    void rotatedClientSecretDropsTheOauthToken() throws IOException {
        ca.wireMock().stubFor(any(anyUrl()).atPriority(2).willReturn(aResponse().withStatus(204)));
        ca.wireMock()
                .stubFor(post(urlEqualTo("/token"))
                        .atPriority(1)
                        .willReturn(aResponse().withBody("{\"access_token\": \"t\", \"expires_in\": 3600}")));
        write("oauth.client-secret", "first");
        GuardedAuthority authority =
                authority(Map.of("oauth.token-url", ca.url() + "/token", "oauth.client-id", "client"));
        authority.resendFulfillmentEmail(REQUEST);
        authority.resendFulfillmentEmail(REQUEST);
        assertThat(tokensFor("first")).isEqualTo(1);

        write("oauth.client-secret", "second");
        authority.check(Optional.empty());

        assertThat(authority.resendFulfillmentEmail(REQUEST)).isInstanceOf(Accepted.class);
        assertThat(tokensFor("second")).isEqualTo(1);
        assertThat(tokensFor("first")).isEqualTo(1);
    }

    @Test
    void rotationKeepsTheLimitOfCallsPerMinute() throws IOException {
        write("credentials.token", "sandbox-ca-token");
        GuardedAuthority authority = authority(Map.of("calls-per-minute", "2"));
        authority.resendFulfillmentEmail(REQUEST);

        write("credentials.token", "another");
        authority.check(Optional.empty());

        assertThat(authority.resendFulfillmentEmail(REQUEST)).isInstanceOf(NotExecuted.class);
        assertThat(ca.calls()).hasSize(2);
    }

    private int tokensFor(String secret) {
        return ca.wireMock()
                .findAll(postRequestedFor(urlEqualTo("/token")).withBasicAuth(new BasicCredentials("client", secret)))
                .size();
    }

    private GuardedAuthority authority(Map<String, String> more) {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new FileSystemConfigSource(folder.toFile()))
                .build();
        Map<String, String> properties = new HashMap<>(written);
        properties.putAll(more);
        properties.put("dialect", "rest");
        properties.put("url", ca.url() + "/rest");
        return new CertificateAuthorities(
                        CaConfigs.config("tested", properties), config, dialects, new SimpleMeterRegistry(), clock)
                .find("tested")
                .orElseThrow();
    }

    private void write(String property, String value) throws IOException {
        Path file = folder.resolve("ssl-orders.ca.tested." + property);
        Files.writeString(file, value);
        written.put(property, value);
        // The file has been complete for a long time.
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofMinutes(1))));
    }
}
