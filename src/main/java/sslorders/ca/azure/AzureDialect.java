package sslorders.ca.azure;

import jakarta.inject.Singleton;
import sslorders.ca.CaClients;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.Dialect;

/**
 * Adapters for CAs that speak {@code azure}. Needs OAuth2 or the credential {@code token}, and the options {@code
 * subscription} and {@code resourcegroup}.
 */
@Singleton
class AzureDialect implements Dialect {
    private final CaClients clients;

    AzureDialect(CaClients clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "azure";
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        var place = new AzureAuthority.Place(
                settings.requiredOption("subscription"),
                settings.requiredOption("resourcegroup"),
                settings.option("apiversion").orElse("2024-11-01"));
        return new AzureAuthority(clients.client(settings, clients.bearer(settings)), place);
    }
}
