package sslorders.ca.trustico;

import jakarta.inject.Singleton;
import java.util.Map;
import sslorders.ca.CaClientFactory;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.Dialect;

/** The dialect {@code trustico}. Requires OAuth2 or the credential {@code token}. */
@Singleton
class TrusticoDialect implements Dialect {
    private final CaClientFactory clients;

    TrusticoDialect(CaClientFactory clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "trustico";
    }

    @Override
    public String path() {
        return "/order/resendemail";
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        return new TrusticoAuthority(
                clients.client(settings, clients.bearer(settings)), CodeTable.of(settings, Map.of()));
    }
}
