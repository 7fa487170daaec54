package sslorders.ca;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * The configured CAs, by name. The service creates them at startup and does not start if the configuration is invalid. The error
 * message contains the key.
 */
@Startup
@Singleton
public class CertificateAuthorities {
    /** The form of a CA's name. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final Logger LOG = Logger.getLogger(CertificateAuthorities.class);

    private final Map<String, GuardedAuthority> byName = new TreeMap<>();

    CertificateAuthorities(
            CaConfig config, Config sources, @All List<Dialect> dialects, MeterRegistry meters, InstantSource clock) {
        Map<String, Dialect> byDialect = dialects.stream().collect(Collectors.toMap(Dialect::name, d -> d));
        if (config.authorities().isEmpty()) {
            throw CaSettings.wrong("<name>", "dialect", "at least one CA must be configured");
        }
        config.authorities().forEach((name, entry) -> {
            Dialect dialect = dialect(name, entry, byDialect);
            CaSettings settings = new CaSettings(name, entry, dialect);
            CertificateAuthority authority = dialect.adapt(settings);
            settings.checkNoUnusedKeys();
            CredentialFiles files = CredentialFiles.of(sources, name, entry, clock);
            CertificateAuthority current = files.isEmpty()
                    ? authority
                    : new ReloadingAuthority(name, authority, files, values -> dialect.adapt(settings.with(values)));
            byName.put(name, new GuardedAuthority(name, current, entry, meters, clock));
            LOG.infof("CA %s: dialect %s, %s", name, dialect.name(), settings.url());
        });
    }

    /** Returns the CA with the given name; empty if it is not configured. */
    public Optional<GuardedAuthority> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns whether the CA can resend the fulfillment e-mail of a certificate type; false if the CA is not configured. */
    public boolean resends(String name, String certificateType) {
        return find(name).filter(ca -> ca.resends(certificateType)).isPresent();
    }

    /** Returns the names of all configured CAs, in alphabetical order. */
    public Set<String> names() {
        return byName.keySet();
    }

    private static Dialect dialect(String name, CaConfig.Entry entry, Map<String, Dialect> dialects) {
        if (!NAME.matcher(name).matches() || name.length() > 64) {
            throw CaSettings.wrong(
                    name,
                    "dialect",
                    "the CA name must have at most 64 characters: a-z and 0-9, with single hyphens between them");
        }
        Dialect dialect = dialects.get(entry.dialect());
        if (dialect == null) {
            throw CaSettings.wrong(
                    name, "dialect", "unknown dialect " + entry.dialect() + "; valid: " + dialects.keySet());
        }
        return dialect;
    }
}
