package sslorders.ca.azure;

import jakarta.inject.Singleton;
import java.util.Map;
import sslorders.ca.CaClientFactory;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.CodeTable.Meaning;
import sslorders.ca.Dialect;

/**
 * The dialect {@code azure}. Requires OAuth2 or the credential {@code token}, and the options {@code subscription} and {@code
 * resourcegroup}.
 */
@Singleton
class AzureDialect implements Dialect {
    /**
     * Errors of the configuration or the subscription. Their statuses, 404 and 409, are also those of order
     * errors, so the status alone does not distinguish them.
     */
    private static final Map<String, Meaning> DOCUMENTED = Map.of(
            "ResourceGroupNotFound", Meaning.REFUSED,
            "SubscriptionNotFound", Meaning.REFUSED,
            "ScopeLocked", Meaning.REFUSED,
            "ReadOnlyDisabledSubscription", Meaning.REFUSED);

    private final CaClientFactory clients;

    AzureDialect(CaClientFactory clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "azure";
    }

    @Override
    public String path() {
        return "/subscriptions";
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        var location = new AzureAuthority.Location(
                settings.requiredOption("subscription"),
                settings.requiredOption("resourcegroup"),
                settings.option("apiversion").orElse("2024-11-01"));
        return new AzureAuthority(
                clients.client(settings, clients.bearer(settings)), location, CodeTable.of(settings, DOCUMENTED));
    }
}
