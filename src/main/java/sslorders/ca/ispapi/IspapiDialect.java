package sslorders.ca.ispapi;

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

/** The dialect {@code ispapi}. Requires the credentials {@code user} and {@code password}. */
@Singleton
class IspapiDialect implements Dialect {
    /** The identifier of the production system. The identifier of the test system is 1234. */
    private static final String PRODUCTION = "54cd";

    private static final Map<String, Meaning> DOCUMENTED = Map.ofEntries(
            Map.entry("420", Meaning.UNKNOWN),
            Map.entry("421", Meaning.UNKNOWN),
            Map.entry("422", Meaning.NOT_EXECUTED),
            Map.entry("423", Meaning.NOT_EXECUTED),
            Map.entry("503", Meaning.REFUSED),
            Map.entry("505", Meaning.REFUSED),
            Map.entry("530", Meaning.CREDENTIALS),
            Map.entry("531", Meaning.CREDENTIALS),
            Map.entry("535", Meaning.CREDENTIALS),
            Map.entry("540", Meaning.REFUSED),
            Map.entry("541", Meaning.REFUSED),
            Map.entry("545", Meaning.ORDER_NOT_FOUND),
            Map.entry("549", Meaning.REFUSED));

    private final CaClientFactory clients;

    IspapiDialect(CaClientFactory clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "ispapi";
    }

    @Override
    public String path() {
        return "/api/call.cgi";
    }

    /** Returns 60 s; the official SDKs use 300 s. */
    @Override
    public Duration readTimeout() {
        return Duration.ofSeconds(60);
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        var credentials = new IspapiAuthority.Credentials(
                settings.option("entity").orElse(PRODUCTION),
                settings.credential("user"),
                settings.credential("password"));
        return new IspapiAuthority(
                clients.client(settings, Authorization.none()), credentials, CodeTable.of(settings, DOCUMENTED));
    }
}
