package sslorders.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.oauth2.sdk.TokenRequest;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/**
 * An OIDC server with the clients of the sandbox: {@code acme-portal} and {@code globex-portal}, each limited to its
 * account, and {@code ordering}, which is not limited to an account. It accepts any secret and grants any requested
 * scope.
 */
public final class OidcServer implements AutoCloseable {
    private static final String ISSUER = "default";
    private static final String AUDIENCE = "ssl-orders";
    private static final Map<String, String> ACCOUNTS = Map.of("acme-portal", "acme", "globex-portal", "globex");

    private final MockOAuth2Server server;
    private final KeyProvider keys;

    private OidcServer(MockOAuth2Server server, KeyProvider keys) {
        this.server = server;
        this.keys = keys;
    }

    /** Starts a server on the loopback interface. Port 0 selects a free port. */
    public static OidcServer start(int port) {
        KeyProvider keys = new KeyProvider();
        MockOAuth2Server server = new MockOAuth2Server(new OAuth2Config(
                true, loginPage(), null, false, new OAuth2TokenProvider(keys), Set.of(new ClientCredentials())));
        server.start(InetAddress.getLoopbackAddress(), port);
        return new OidcServer(server, keys);
    }

    /** Returns the file of the login form, in which a person selects an account. */
    private static String loginPage() {
        try {
            return Path.of(OidcServer.class.getResource("/sandbox/login.html").toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the issuer as in the {@code iss} claim of the tokens. */
    public String issuer() {
        return server.issuerUrl(ISSUER).toString();
    }

    /**
     * Returns the token endpoint for calls to the CAs of the sandbox that require a bearer token. It is a separate
     * issuer and accepts any client.
     */
    public String tokenUrlOfCas() {
        return server.tokenEndpointUrl("ca").toString();
    }

    /**
     * Returns a token with the given claims that expires after the given seconds. A negative number results in an
     * expired token.
     */
    public String token(String subject, List<String> audience, Map<String, Object> claims, long expiresIn) {
        return server.issueToken(
                        ISSUER,
                        "client",
                        new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", audience, claims, expiresIn))
                .serialize();
    }

    /** Returns a valid access token for an account, with scopes. */
    public String token(String account, String... scopes) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("scope", String.join(" ", scopes));
        if (account != null) {
            claims.put("account_id", account);
        }
        return token(account == null ? "ordering" : account + "-portal", List.of(AUDIENCE), claims, 600);
    }

    /** Signs exactly these claims with the key that the issuer publishes. */
    public String sign(String claims) {
        try {
            JWSObject token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(ISSUER).build(), new Payload(claims));
            token.sign(new RSASSASigner(keys.signingKey(ISSUER).toRSAKey()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
    }

    /** Returns the claims of the tokens for a client of the sandbox. */
    private static final class ClientCredentials extends DefaultOAuth2TokenCallback {

        ClientCredentials() {
            super(ISSUER);
        }

        @Override
        public String subject(TokenRequest request) {
            return client(request);
        }

        @Override
        public List<String> audience(TokenRequest request) {
            return List.of(AUDIENCE);
        }

        @Override
        public Map<String, Object> addClaims(TokenRequest request) {
            Map<String, Object> claims = new HashMap<>();
            claims.put(
                    "scope",
                    request.getScope() == null ? "" : request.getScope().toString());
            // Required by RFC 9068, 2.2.
            claims.put("client_id", client(request));
            String account = ACCOUNTS.get(client(request));
            if (account != null) {
                claims.put("account_id", account);
            }
            return claims;
        }

        private static String client(TokenRequest request) {
            return request.getClientAuthentication() == null
                    ? request.getClientID().getValue()
                    : request.getClientAuthentication().getClientID().getValue();
        }
    }
}
