package sslorders.ca.godaddy;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import sslorders.ca.Authorization;
import sslorders.ca.CaClientFactory;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.Dialect;

/** The dialect {@code godaddy}. Requires the credentials {@code key} and {@code secret}. */
@Singleton
class GoDaddyDialect implements Dialect {
    private final CaClientFactory clients;

    GoDaddyDialect(CaClientFactory clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "godaddy";
    }

    @Override
    public String path() {
        return "/v1/certificates";
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        Authorization key =
                Authorization.fixed("sso-key " + settings.credential("key") + ":" + settings.credential("secret"));
        return new GoDaddyAuthority(
                clients.client(settings, key),
                settings.name(),
                Set.copyOf(settings.optionList("templates")),
                CodeTable.of(settings, Map.of()));
    }
}
