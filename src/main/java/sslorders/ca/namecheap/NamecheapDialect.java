package sslorders.ca.namecheap;

import jakarta.inject.Singleton;
import java.util.Map;
import sslorders.ca.Authorization;
import sslorders.ca.CaClientFactory;
import sslorders.ca.CaSettings;
import sslorders.ca.CertificateAuthority;
import sslorders.ca.CodeTable;
import sslorders.ca.CodeTable.Meaning;
import sslorders.ca.Dialect;

/**
 * The dialect {@code namecheap}. Requires the credentials {@code user}, {@code key} and {@code clientip}, and {@code username} if it
 * differs from {@code user}.
 */
@Singleton
class NamecheapDialect implements Dialect {
    private static final Map<String, Meaning> DOCUMENTED = Map.ofEntries(
            Map.entry("2011294", Meaning.ORDER_NOT_FOUND),
            Map.entry("2011331", Meaning.WRONG_STATE),
            Map.entry("3022334", Meaning.REFUSED),
            Map.entry("5050900", Meaning.UNKNOWN),
            Map.entry("3050900", Meaning.UNKNOWN),
            Map.entry("5019169", Meaning.UNKNOWN),
            Map.entry("5050169", Meaning.UNKNOWN),
            // Codes of the whole API: key, user or IP address is missing, invalid, not allowed or locked.
            Map.entry("1010101", Meaning.CREDENTIALS),
            Map.entry("1010102", Meaning.CREDENTIALS),
            Map.entry("1011102", Meaning.CREDENTIALS),
            Map.entry("1011150", Meaning.CREDENTIALS),
            Map.entry("1016103", Meaning.CREDENTIALS),
            Map.entry("1017101", Meaning.CREDENTIALS),
            Map.entry("1017103", Meaning.CREDENTIALS),
            Map.entry("1017105", Meaning.CREDENTIALS),
            Map.entry("1017150", Meaning.CREDENTIALS),
            Map.entry("1019103", Meaning.CREDENTIALS),
            Map.entry("4011103", Meaning.CREDENTIALS),
            // "Too many requests", as observed with Namecheap's Terraform provider.
            Map.entry("500000", Meaning.NOT_EXECUTED));

    private final CaClientFactory clients;

    NamecheapDialect(CaClientFactory clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "namecheap";
    }

    @Override
    public String path() {
        return "/xml.response";
    }

    @Override
    public CertificateAuthority adapt(CaSettings settings) {
        String user = settings.credential("user");
        var credentials = new NamecheapAuthority.Credentials(
                user,
                settings.credential("key"),
                settings.optionalCredential("username").orElse(user),
                settings.credential("clientip"));
        return new NamecheapAuthority(
                clients.client(settings, Authorization.none()), credentials, CodeTable.of(settings, DOCUMENTED));
    }
}
