package sslorders.ca.enom;

import jakarta.inject.Singleton;
import java.util.Map;
import sslorders.ca.Authorization;
import sslorders.ca.CaClientFactory;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.Dialect;

/** The dialect {@code enom}. Requires the credentials {@code user} and {@code password}. */
@Singleton
class EnomDialect implements Dialect {
    private final CaClientFactory clients;

    EnomDialect(CaClientFactory clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "enom";
    }

    @Override
    public String path() {
        return "/interface.asp";
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        return new EnomAuthority(
                clients.client(settings, Authorization.none()),
                settings.credential("user"),
                settings.credential("password"),
                CodeTable.of(settings, Map.of()));
    }
}
