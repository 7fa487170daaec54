package sslorders.ca;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The CAs that this service serves, by name. Built at start: a configuration that could not work stops the start there,
 * with the name of the key, and not the first customer's request.
 */
@Startup
@Singleton
public class CertificateAuthorities {
    private static final Logger LOG = Logger.getLogger(CertificateAuthorities.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Map<String, ServedAuthority> byName = new TreeMap<>();

    CertificateAuthorities(CaConfig config, @All List<Dialect> dialects) {
        Map<String, Dialect> byDialect = dialects.stream().collect(Collectors.toMap(Dialect::name, d -> d));
        if (config.authorities().isEmpty()) {
            throw CaSettings.wrong("ssl-orders.ca.<name>.dialect", "no CA is configured; at least one is needed");
        }
        config.authorities().forEach((name, entry) -> {
            Dialect dialect = dialect(name, entry, byDialect);
            CaSettings settings = settings(name, entry);
            byName.put(
                    name,
                    new ServedAuthority(
                            dialect.adapt(settings),
                            settings.longestCall(),
                            entry.onUnknown() == CaConfig.OnUnknown.RETRY));
            LOG.infof("CA %s: dialect %s, %s", name, dialect.name(), settings.url());
        });
    }

    /** The CA of that name, or nothing if none is configured. */
    public Optional<ServedAuthority> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names of all configured CAs, in alphabetical order. */
    public Set<String> names() {
        return byName.keySet();
    }

    private static Dialect dialect(String name, CaConfig.Entry entry, Map<String, Dialect> dialects) {
        String key = CaSettings.key(name, "dialect");
        if (!NAME.matcher(name).matches() || name.length() > 64) {
            throw CaSettings.wrong(key, "a CA's name has up to 64 of a-z, 0-9 and single hyphens inside");
        }
        Dialect dialect = dialects.get(entry.dialect());
        if (dialect == null) {
            throw CaSettings.wrong(key, "there is no dialect " + entry.dialect() + ", only " + dialects.keySet());
        }
        return dialect;
    }

    private static CaSettings settings(String name, CaConfig.Entry entry) {
        return new CaSettings(
                name,
                checked(CaSettings.key(name, "url"), entry.url()),
                Map.copyOf(entry.credentials()),
                positive(CaSettings.key(name, "connect-timeout"), entry.connectTimeout()),
                positive(CaSettings.key(name, "read-timeout"), entry.readTimeout()));
    }

    private static URI checked(String key, URI url) {
        if (url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw CaSettings.wrong(key, "must have a host, and no user, query or fragment");
        }
        if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost()))) {
            throw CaSettings.wrong(key, "must be https, since credentials go there; http only to this machine");
        }
        return url;
    }

    private static Duration positive(String key, Duration duration) {
        if (!duration.isPositive()) {
            throw CaSettings.wrong(key, "must be longer than nothing");
        }
        return duration;
    }
}
