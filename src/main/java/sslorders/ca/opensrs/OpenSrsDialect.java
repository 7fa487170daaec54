package sslorders.ca.opensrs;

import jakarta.inject.Singleton;
import java.util.Map;
import sslorders.ca.Authorization;
import sslorders.ca.CaClients;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.CodeTable.Meaning;
import sslorders.ca.Dialect;

/** Adapters for CAs that speak {@code opensrs}. Needs the credentials {@code user} and {@code key}. */
@Singleton
class OpenSrsDialect implements Dialect {
    private static final Map<String, Meaning> DOCUMENTED = Map.of(
            "415", Meaning.CREDENTIALS,
            "435", Meaning.CREDENTIALS,
            "436", Meaning.CREDENTIALS,
            // A quota that is used up says that nothing was done, and may be free again.
            "440", Meaning.NOT_EXECUTED,
            "460", Meaning.REFUSED,
            "465", Meaning.REFUSED);

    private final CaClients clients;

    OpenSrsDialect(CaClients clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "opensrs";
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
