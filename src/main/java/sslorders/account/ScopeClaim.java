package sslorders.account;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Grants the scopes of the configured claim: a string, separated by white space, or an array of strings. The OIDC library
 * reads the claim {@code scope} alone, and fails on two spaces in it; {@code application.properties} switches that off.
 */
@ApplicationScoped
class ScopeClaim implements SecurityIdentityAugmentor {
    private final ScopeConfig config;

    ScopeClaim(ScopeConfig config) {
        this.config = config;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        // Not a copy, which would keep what the library has granted by an array in the claim scope.
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(token)
                        .addCredentials(identity.getCredentials())
                        .addAttributes(identity.getAttributes())
                        .addPermissionsAsString(granted(token.getClaim(config.claim())))
                        .build());
    }

    /** Returns the scopes of this service that a claim has; none if it is absent or of another type. */
    static Set<String> granted(Object claim) {
        return values(claim).filter(Scopes.ALL::contains).collect(Collectors.toSet());
    }

    private static Stream<String> values(Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text.split("\\s+"));
            case JsonString text -> values(text.getString());
            case Collection<?> several -> several.stream().flatMap(ScopeClaim::element);
            case null -> Stream.empty();
            default -> Stream.empty();
        };
    }

    private static Stream<String> element(Object element) {
        return switch (element) {
            case String text -> Stream.of(text);
            case JsonString text -> Stream.of(text.getString());
            case null -> Stream.empty();
            default -> Stream.empty();
        };
    }
}
