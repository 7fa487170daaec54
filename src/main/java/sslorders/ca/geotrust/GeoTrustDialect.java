package sslorders.ca.geotrust;

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

/**
 * The dialect {@code geotrust}. Requires the credentials {@code partnercode}, {@code username} and {@code password}.
 */
@Singleton
class GeoTrustDialect implements Dialect {
    private final CaClientFactory clients;

    GeoTrustDialect(CaClientFactory clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "geotrust";
    }

    @Override
    public String path() {
        return "/webtrust/partner";
    }

    /** Returns 30 s, which is twice the duration of the longest recorded call (15 s). */
    @Override
    public Duration readTimeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        var credentials = new GeoTrustAuthority.Credentials(
                settings.credential("partnercode"), settings.credential("username"), settings.credential("password"));
        return new GeoTrustAuthority(
                clients.client(settings, Authorization.none()),
                settings.name(),
                credentials,
                Parameters.of(settings),
                CodeTable.of(settings, Map.of("-2011", Meaning.WRONG_STATE)));
    }
}
