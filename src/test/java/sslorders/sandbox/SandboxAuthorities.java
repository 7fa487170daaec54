package sslorders.sandbox;

import java.util.Locale;
import java.util.Map;

/**
 * Configures the CAs of the sandbox with environment variables: several CAs with the dialect {@code rest}, and one CA
 * for each other dialect.
 */
final class SandboxAuthorities {
    private final Map<String, String> environment;
    private final CaStub stub;

    private SandboxAuthorities(Map<String, String> environment, CaStub stub) {
        this.environment = environment;
        this.stub = stub;
    }

    static void configure(Map<String, String> environment, CaStub stub, OidcServer oidc) {
        SandboxAuthorities authorities = new SandboxAuthorities(environment, stub);
        authorities.add("ALPHA", "rest", Map.of("CREDENTIALS_TOKEN", CaStub.TOKEN));
        authorities.add("BETA", "rest", Map.of("CREDENTIALS_TOKEN", CaStub.TOKEN));
        // No server listens on the discard port.
        authorities.add("OFFLINE", "rest", Map.of("CREDENTIALS_TOKEN", CaStub.TOKEN, "URL", "http://localhost:9"));
        authorities.add(
                "GODADDY",
                "godaddy",
                Map.of(
                        "CREDENTIALS_KEY", "sandbox-godaddy-key",
                        "CREDENTIALS_SECRET", "sandbox-godaddy-secret",
                        "OPTIONS_TEMPLATES", "CertificateIssued"));
        authorities.add(
                "NAMECHEAP",
                "namecheap",
                Map.of(
                        "CREDENTIALS_USER", "sandbox-user",
                        "CREDENTIALS_KEY", "sandbox-namecheap-key",
                        "CREDENTIALS_CLIENTIP", "192.0.2.1"));
        authorities.add(
                "OPENSRS",
                "opensrs",
                Map.of("CREDENTIALS_USER", "sandbox-reseller", "CREDENTIALS_KEY", "sandbox-opensrs-key"));
        authorities.add("TRUSTICO", "trustico", oauth(oidc));
        authorities.add(
                "GEOTRUST",
                "geotrust",
                Map.of(
                        "CREDENTIALS_PARTNERCODE", "sandbox-partner",
                        "CREDENTIALS_USERNAME", "sandbox-user",
                        "CREDENTIALS_PASSWORD", "sandbox-geotrust-password",
                        "OPTIONS_PRODUCTCODES", "domain-validated=QuickSSLPremium"));
        authorities.add(
                "SOFTLAYER",
                "softlayer",
                Map.of("CREDENTIALS_USER", "sandbox-user", "CREDENTIALS_KEY", "sandbox-softlayer-key"));
        authorities.add("AZURE", "azure", oauth(oidc));
        authorities.add(
                "AZURE",
                "azure",
                Map.of(
                        "OPTIONS_SUBSCRIPTION", "00000000-0000-0000-0000-000000000000",
                        "OPTIONS_RESOURCEGROUP", "sandbox"));
        authorities.add("ISPAPI", "ispapi", password("sandbox-ispapi-password"));
        authorities.add("ENOM", "enom", password("sandbox-enom-password"));
    }

    private static Map<String, String> password(String password) {
        return Map.of("CREDENTIALS_USER", "sandbox-user", "CREDENTIALS_PASSWORD", password);
    }

    private static Map<String, String> oauth(OidcServer oidc) {
        return Map.of(
                "OAUTH_TOKEN_URL", oidc.tokenUrlOfCas(),
                "OAUTH_CLIENT_ID", "ssl-orders",
                "OAUTH_CLIENT_SECRET", "sandbox-oauth-secret");
    }

    private void add(String name, String dialect, Map<String, String> settings) {
        String prefix = "SSL_ORDERS_CA_" + name + "_";
        environment.put(prefix + "DIALECT", dialect);
        environment.put(prefix + "URL", stub.url() + "/" + name.toLowerCase(Locale.ROOT));
        // The response for order 1004 takes 15 s; the default timeout of 10 s would make users of the sandbox wait.
        environment.put(prefix + "READ_TIMEOUT", "5s");
        settings.forEach((key, value) -> environment.put(prefix + key, value));
    }
}
