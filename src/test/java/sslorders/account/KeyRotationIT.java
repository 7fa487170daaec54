package sslorders.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.ServiceProcess;

/** Runs the packaged jar with an issuer that rotates its keys while attackers send tokens with unknown key IDs. */
class KeyRotationIT {
    private static final int FORGED_REQUESTS = 200;

    private static EmbeddedDatabase database;
    private static Issuer issuer;
    private static ServiceProcess service;
    private static HttpClient http;

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedDatabase.start();
        issuer = new Issuer();
        http = HttpClient.newHttpClient();
        Map<String, String> environment = ServiceProcess.environment(database.jdbcUrl(), issuer.url());
        environment.put("SSL_ORDERS_CA_ALPHA_DIALECT", "rest");
        environment.put("SSL_ORDERS_CA_ALPHA_URL", "http://localhost:9");
        environment.put("SSL_ORDERS_CA_ALPHA_CREDENTIALS_TOKEN", "token");
        // All requests come from one address, so the limit for unauthenticated requests must not apply.
        environment.put("SSL_ORDERS_HTTP_REFUSALS_PER_MINUTE", "1000000");
        service =
                ServiceProcess.launch(ServiceProcess.freePort(), environment, Path.of("target", "key-rotation-it.log"));
        service.awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        http.close();
        issuer.close();
        database.close();
    }

    @Test
    void rotatedKeyIsLoadedDespiteUnknownKeyIds() throws Exception {
        assertThat(statusWith(issuer.token())).isEqualTo(200);
        assertThat(statusWith(issuer.tokenOfUnknownKey())).isEqualTo(401);
        issuer.rotate();
        int before = issuer.keyRequests();
        long start = System.nanoTime();
        Callable<Integer> forgedRequest = () -> statusWith(issuer.tokenOfUnknownKey());
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> responses = new ArrayList<>();
            for (int i = 0; i < FORGED_REQUESTS; i++) {
                responses.add(threads.submit(forgedRequest));
            }

            await("a token of the new key is accepted")
                    .atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> statusWith(issuer.token()) == 200);

            Duration time = Duration.ofNanos(System.nanoTime() - start);
            assertThat(responses).extracting(Future::get).containsOnly(401);
            System.out.printf(
                    "The rotated key was loaded after %d ms and %d key requests%n",
                    time.toMillis(), issuer.keyRequests() - before);
            // At most one request in each interval of 10 s.
            assertThat(issuer.keyRequests() - before).isBetween(1, 2);
        }
    }

    private static int statusWith(String token) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create(service.url() + "/ssl/orders"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(list, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** An issuer that publishes one key at a time. */
    private static final class Issuer implements AutoCloseable {
        private final HttpServer server;
        private final RSAKey otherKey = newKey();
        private final AtomicInteger keyRequests = new AtomicInteger();
        private volatile RSAKey key = newKey();

        Issuer() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/.well-known/openid-configuration", exchange -> respond(exchange, """
                    {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token"}""".formatted(url())));
            server.createContext("/keys", exchange -> {
                keyRequests.incrementAndGet();
                respond(exchange, new JWKSet(key.toPublicJWK()).toString());
            });
            server.start();
        }

        private static void respond(HttpExchange exchange, String json) throws IOException {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        private static RSAKey newKey() {
            try {
                return new RSAKeyGenerator(2048)
                        .keyID(UUID.randomUUID().toString())
                        .generate();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort();
        }

        void rotate() {
            key = newKey();
        }

        int keyRequests() {
            return keyRequests.get();
        }

        String token() throws JOSEException {
            return token(key, key.getKeyID());
        }

        /** Returns a token whose key ID the issuer has never published. */
        String tokenOfUnknownKey() throws JOSEException {
            return token(otherKey, UUID.randomUUID().toString());
        }

        private String token(RSAKey signer, String keyId) throws JOSEException {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(),
                    new JWTClaimsSet.Builder()
                            .issuer(url())
                            .subject("acme-portal")
                            .audience("ssl-orders")
                            .issueTime(Date.from(Instant.now()))
                            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                            .claim("scope", Scopes.READ)
                            .claim("account_id", "acme")
                            .build());
            token.sign(new RSASSASigner(signer));
            return token.serialize();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
