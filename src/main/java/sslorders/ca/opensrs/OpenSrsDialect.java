package sslorders.ca.opensrs;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import sslorders.ca.Authorization;
import sslorders.ca.CaClientFactory;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.CodeTable.Meaning;
import sslorders.ca.Dialect;

/** The dialect {@code opensrs}. Requires the credentials {@code user} and {@code key}. */
@Singleton
class OpenSrsDialect implements Dialect {
    /** The documented codes. {@link OpenSrsAuthority} maps 400 and the codes of the registry. */
    private static final Map<String, Meaning> DOCUMENTED = Map.ofEntries(
            // A limit on commands or connections is reached, or another request is in progress.
            Map.entry("300", Meaning.NOT_EXECUTED),
            Map.entry("310", Meaning.NOT_EXECUTED),
            Map.entry("350", Meaning.NOT_EXECUTED),
            Map.entry("437", Meaning.NOT_EXECUTED),
            // Errors of the reseller's authentication and permissions.
            Map.entry("401", Meaning.CREDENTIALS),
            Map.entry("410", Meaning.CREDENTIALS),
            Map.entry("435", Meaning.CREDENTIALS),
            Map.entry("436", Meaning.CREDENTIALS),
            Map.entry("404", Meaning.UNKNOWN),
            // Errors of the registrant's authentication, which does not depend on the reseller's credentials.
            Map.entry("415", Meaning.REFUSED),
            Map.entry("430", Meaning.REFUSED),
            Map.entry("440", Meaning.REFUSED),
            Map.entry("445", Meaning.REFUSED),
            Map.entry("447", Meaning.REFUSED),
            Map.entry("460", Meaning.REFUSED),
            Map.entry("465", Meaning.REFUSED),
            Map.entry("480", Meaning.ORDER_NOT_FOUND),
            Map.entry("485", Meaning.REFUSED),
            Map.entry("486", Meaning.REFUSED));

    private final CaClientFactory clients;

    OpenSrsDialect(CaClientFactory clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "opensrs";
    }

    @Override
    public String path() {
        return "";
    }

    /** Returns 30 s; the official client uses 120 s. */
    @Override
    public Duration readTimeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        return new OpenSrsAuthority(
                clients.client(settings, Authorization.none()),
                settings.credential("user"),
                new Signature(settings.credential("key")),
                CodeTable.of(settings, DOCUMENTED));
    }
}
