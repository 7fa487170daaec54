package sslorders.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import sslorders.sandbox.CaStub;
import sslorders.sandbox.EmbeddedDatabase;
import sslorders.sandbox.OidcServer;

/** Starts the database, the OIDC server and the stub CA once for all tests over HTTP, on free ports. */
public final class TestParts implements QuarkusTestResourceLifecycleManager {
    private static EmbeddedDatabase database;
    private static OidcServer oidc;
    private static CaStub ca;
    private static Certificates certificates;

    @Override
    public Map<String, String> start() {
        database = EmbeddedDatabase.start();
        oidc = OidcServer.start(0);
        ca = CaStub.start(0);
        certificates = Certificates.generate();
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.http.test-ssl-port", "0");
        config.put("quarkus.http.tls-configuration-name", "service");
        store(config, "quarkus.tls.service.key-store.p12.", "keystore");
        // With a port, the metrics of both servers have the same labels. Prometheus rejects different labels for one
        // name.
        config.put("quarkus.management.test-port", "0");
        config.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        config.put("quarkus.datasource.username", EmbeddedDatabase.USERNAME);
        config.put("quarkus.datasource.password", EmbeddedDatabase.PASSWORD);
        config.put("quarkus.oidc.auth-server-url", oidc.issuer());
        config.put("ssl-orders.page.client-id", "ssl-orders-page");
        config.put("ssl-orders.page.client-secret", "any");
        config.put("ssl-orders.page.secret", "a secret of more than 32 characters");
        // All tests have the same client address, and most tests the same time.
        config.put("ssl-orders.http.refusals-per-minute", "500");
        // The base URL of webhook endpoints, for the test profile that configures them.
        config.put("test.receiver.url", ca.url() + "/receiver");
        // Some tests let each attempt to record an outcome fail. No test needs more time for these attempts.
        config.put("ssl-orders.relay.settle-within", "100ms");
        authority(config, "alpha", ca.url() + "/alpha");
        authority(config, "beta", ca.url() + "/beta");
        authority(config, "insistent", ca.url() + "/beta");
        config.put("ssl-orders.ca.insistent.on-unknown", "retry");
        authority(config, "offline", "http://localhost:9");
        config.put("ssl-orders.ca.godaddy.dialect", "godaddy");
        config.put("ssl-orders.ca.godaddy.url", ca.url() + "/godaddy");
        config.put("ssl-orders.ca.godaddy.credentials.key", "sandbox-godaddy-key");
        config.put("ssl-orders.ca.godaddy.credentials.secret", "sandbox-godaddy-secret");
        config.put("ssl-orders.ca.godaddy.options.templates", "CertificateIssued");
        config.put("ssl-orders.ca.godaddy.circuit-volume", "100000");
        authority(config, "narrow", ca.url() + "/beta");
        config.put("ssl-orders.ca.narrow.max-concurrent", "1");
        authority(config, "approver", ca.url() + "/alpha");
        config.put("ssl-orders.ca.approver.fulfillment-email", "false");
        config.put("ssl-orders.ca.alpha.excluded-types", "code-signing");
        // This value is for tests of this timeout. The other CAs have the default, which is long enough for a slow
        // machine.
        config.put("ssl-orders.ca.beta.read-timeout", "1s");
        store(config, "quarkus.tls.partner.trust-store.p12.", "client-truststore");
        store(config, "quarkus.tls.partner.key-store.p12.", "client-keystore");
        store(config, "quarkus.tls.anonymous.trust-store.p12.", "client-truststore");
        return config;
    }

    private static void authority(Map<String, String> config, String name, String url) {
        config.put("ssl-orders.ca." + name + ".dialect", "rest");
        config.put("ssl-orders.ca." + name + ".url", url);
        config.put("ssl-orders.ca." + name + ".credentials.token", CaStub.TOKEN);
        // Keeps the circuit closed: many tests let the CA fail. GuardedAuthorityTest tests the circuit breaker.
        config.put("ssl-orders.ca." + name + ".circuit-volume", "100000");
    }

    private static void store(Map<String, String> config, String prefix, String name) {
        config.put(prefix + "path", certificates.store(name));
        config.put(prefix + "password", Certificates.PASSWORD);
    }

    @Override
    public void stop() {
        ca.close();
        oidc.close();
        database.close();
    }

    public static EmbeddedDatabase database() {
        return database;
    }

    public static OidcServer oidc() {
        return oidc;
    }

    public static Certificates certificates() {
        return certificates;
    }

    public static CaStub ca() {
        return ca;
    }
}
