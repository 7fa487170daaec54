package sslorders.ca.softlayer;

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

/** The dialect {@code softlayer}. Requires the credentials {@code user} and {@code key}. */
@Singleton
class SoftLayerDialect implements Dialect {
    private static final Map<String, Meaning> DOCUMENTED = Map.of(
            "SoftLayer_Exception_ObjectNotFound", Meaning.ORDER_NOT_FOUND,
            "SoftLayer_Exception_InvalidValue", Meaning.REFUSED,
            "SoftLayer_Exception_NotImplemented", Meaning.REFUSED,
            "SoftLayer_Exception_WebService_BadRequest", Meaning.REFUSED,
            "SoftLayer_Exception_WebService_RateLimitExceeded", Meaning.NOT_EXECUTED);

    private final CaClientFactory clients;

    SoftLayerDialect(CaClientFactory clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "softlayer";
    }

    @Override
    public String path() {
        return "/rest/v3.1";
    }

    /** Returns 30 s; the official clients use 120 s. */
    @Override
    public Duration readTimeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        return new SoftLayerAuthority(
                clients.client(settings, Authorization.basic(settings.credential("user"), settings.credential("key"))),
                CodeTable.of(settings, DOCUMENTED));
    }
}
