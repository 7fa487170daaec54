package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.proxy.ProxyType;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.Outcome.NotExecuted;
import sslorders.testing.RawServer;

/** Selection of the proxy; a call that a proxy rejects is not executed. */
class CaProxyTest {
    private static final URI HTTPS = URI.create("https://ca.example");
    private static final URI HTTP = URI.create("http://localhost");
    private static final ProxyConfigurationRegistry NO_REGISTRY = name -> Optional.empty();
    private static final List<String> PROPERTIES =
            List.of("http.proxyHost", "http.proxyPort", "https.proxyHost", "https.proxyPort", "http.nonProxyHosts");

    @AfterEach
    void clear() {
        PROPERTIES.forEach(System::clearProperty);
    }

    @Test
    void noProxyIsTheDefault() {
        assertThat(CaProxy.of(config(Map.of()), NO_REGISTRY, HTTPS)).isEmpty();
    }

    @Test
    void restClientAddressHasPriority() {
        System.setProperty("https.proxyHost", "system");
        CaProxy proxy = CaProxy.of(
                        config(Map.of(
                                "quarkus.rest-client.proxy-address", "first:3128",
                                "quarkus.rest-client.proxy-user", "u",
                                "quarkus.rest-client.proxy-password", "p",
                                "quarkus.rest-client.non-proxy-hosts", "a.example|*.b.example")),
                        name -> Optional.of(new Registered("registry")),
                        HTTPS)
                .orElseThrow();

        assertThat(proxy).hasToString("first:3128");
        assertThat(proxy.username()).hasValue("u");
        assertThat(proxy.password()).hasValue("p");
        assertThat(proxy.nonProxyHosts()).containsExactly("a.example", "*.b.example");
    }

    @Test
    void namedOrDefaultConfigurationComesSecond() {
        System.setProperty("https.proxyHost", "system");
        ProxyConfigurationRegistry registry = name -> Optional.of(new Registered(name.orElse("default")));

        assertThat(CaProxy.of(config(Map.of()), registry, HTTPS))
                .hasValueSatisfying(proxy -> assertThat(proxy).hasToString("default:8080"));
        assertThat(CaProxy.of(config(Map.of("quarkus.rest-client.proxy-configuration-name", "named")), registry, HTTPS))
                .hasValueSatisfying(proxy -> assertThat(proxy).hasToString("named:8080"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.rest-client.proxy-address", "quarkus.rest-client.proxy-configuration-name"})
    void noneDisablesEveryOtherProxySetting(String key) {
        System.setProperty("http.proxyHost", "system");
        ProxyConfigurationRegistry registry = name -> Optional.of(new Registered(name.orElse("default")));

        assertThat(CaProxy.of(config(Map.of(key, "none")), registry, HTTPS)).isEmpty();
    }

    @Test
    void systemPropertiesComeLast() {
        System.setProperty("http.proxyHost", "plain");
        System.setProperty("http.nonProxyHosts", "a|b");
        assertThat(CaProxy.of(config(Map.of()), NO_REGISTRY, HTTPS))
                .hasValueSatisfying(proxy -> assertThat(proxy).hasToString("plain:80"));

        System.setProperty("https.proxyHost", "tls");
        System.setProperty("https.proxyPort", "3129");
        assertThat(CaProxy.of(config(Map.of()), NO_REGISTRY, HTTPS)).hasValueSatisfying(proxy -> {
            assertThat(proxy).hasToString("tls:3129");
            assertThat(proxy.nonProxyHosts()).containsExactly("a", "b");
        });
        assertThat(CaProxy.of(config(Map.of()), NO_REGISTRY, HTTP))
                .hasValueSatisfying(proxy -> assertThat(proxy).hasToString("plain:80"));
    }

    @Test
    void proxyOfOneCaIsUsedForEveryHost() {
        CaSettings settings = CaConfigs.settings(
                "alpha",
                Map.of(
                        "dialect", "plain",
                        "url", "https://ca.example",
                        "proxy.host", "proxy.example",
                        "proxy.port", "3128",
                        "proxy.user", "u",
                        "proxy.password", "p"));

        CaProxy proxy = CaProxy.of(settings.proxy().orElseThrow());

        assertThat(proxy).hasToString("proxy.example:3128");
        assertThat(proxy.username()).hasValue("u");
        assertThat(proxy.password()).hasValue("p");
        assertThat(proxy.nonProxyHosts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"host, 0, ,", "host, 65536, ,", "' ', 80, ,", "host, 80, user,", "host, 80, , password"})
    void invalidProxyOfOneCaPreventsTheStart(String host, String port, String user, String password) {
        Map<String, String> properties = new HashMap<>(Map.of("dialect", "plain", "url", "https://ca.example"));
        properties.put("proxy.host", host);
        properties.put("proxy.port", port);
        if (user != null) {
            properties.put("proxy.user", user);
        }
        if (password != null) {
            properties.put("proxy.password", password);
        }

        assertThatThrownBy(() -> CaConfigs.settings("alpha", properties))
                .hasMessageContaining("ssl-orders.ca.alpha.proxy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", ":80", "host:", "host:port"})
    void invalidProxyAddressPreventsTheStart(String address) {
        assertThatThrownBy(() ->
                        CaProxy.of(config(Map.of("quarkus.rest-client.proxy-address", address)), NO_REGISTRY, HTTPS))
                .hasMessageContaining("quarkus.rest-client.proxy-address");
    }

    @Test
    void failedOrHangingTunnelIsNotExecuted() {
        AtomicReference<RawServer.Script> script = new AtomicReference<>(RawServer.Connection::close);
        Vertx vertx = Vertx.vertx();
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            script.get().play(connection);
        })) {
            HttpTransport transport = through(server, vertx);
            // The first call also loads the trusted certificates of the JDK, which is slow.
            await().until(() -> !server.connections().isEmpty() || failure(transport) == null);
            for (RawServer.Script next : List.<RawServer.Script>of(
                    connection -> connection.send(RawServer.reply(403, "")),
                    connection -> connection.send(RawServer.reply(503, "")),
                    RawServer.Connection::reset,
                    connection -> {},
                    connection -> connection.send("HTTP/1.1 200 OK\r\n\r\n"))) {
                script.set(next);
                int before = server.connections().size();

                assertThat(failure(transport)).isInstanceOf(NotExecuted.class);

                await().until(() -> server.connections().size() > before && server.isLeft());
                assertThat(server.connections().getLast().text())
                        .startsWith("CONNECT ca.example:443 ")
                        .doesNotContain("secret");
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static HttpTransport through(RawServer server, Vertx vertx) {
        Timeouts timeouts = new Timeouts(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(20));
        HttpClientOptions options = new HttpClientOptions();
        String address = server.url().substring("http://".length());
        CaProxy.of(config(Map.of("quarkus.rest-client.proxy-address", address)), NO_REGISTRY, HTTPS)
                .orElseThrow()
                .configure(options, timeouts);
        return new HttpTransport(vertx, options, HTTPS, timeouts, 5, 1000, "ssl-orders", () -> Instant.EPOCH);
    }

    private static Outcome failure(HttpTransport transport) {
        return catchThrowableOfType(NoReply.class, () -> transport.exchange(CaRequest.post("secret"), "secret"))
                .outcome();
    }

    private static Config config(Map<String, String> properties) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        properties.forEach(builder::withDefaultValue);
        return builder.build();
    }

    private record Registered(String host) implements ProxyConfiguration {

        @Override
        public int port() {
            return 8080;
        }

        @Override
        public Optional<String> username() {
            return Optional.empty();
        }

        @Override
        public Optional<String> password() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> nonProxyHosts() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> proxyConnectTimeout() {
            return Optional.empty();
        }

        @Override
        public ProxyType type() {
            return ProxyType.HTTP;
        }
    }
}
