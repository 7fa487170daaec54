package sslorders.ca.rest;

import jakarta.inject.Singleton;
import java.util.Map;
import sslorders.ca.CaClientFactory;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.Dialect;

/** The dialect {@code rest}. Requires OAuth2 or the credential {@code token}. */
@Singleton
class RestDialect implements Dialect {
    private final CaClientFactory clients;

    RestDialect(CaClientFactory clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public String path() {
        return "/orders";
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        return new RestAuthority(clients.client(settings, clients.bearer(settings)), CodeTable.of(settings, Map.of()));
    }
}
