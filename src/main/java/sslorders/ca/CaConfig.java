package sslorders.ca;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The configured CAs: {@code ssl-orders.ca.<name>.*}. There is no default CA, and no default of what is secret. */
@ConfigMapping(prefix = "ssl-orders.ca")
interface CaConfig {

    @WithParentName
    Map<String, Entry> authorities();

    /** One CA. */
    interface Entry {
        /** The wire format that the CA speaks. */
        String dialect();

        /** The base URL of the CA's API. */
        URI url();

        /** What the dialect authenticates with, by its own names; {@code token} for {@code rest}. */
        Map<String, String> credentials();

        /** What the dialect leaves open, by its own names. */
        Map<String, String> options();

        /** Where dialects that send a bearer token get one, unless they are given one that lasts. */
        Optional<OauthConfig> oauth();

        /** The name of the entry of Quarkus's TLS registry that says whom to trust and as whom to appear. */
        Optional<String> tlsConfigurationName();

        /** A CA that does not take a connection in this time counts as not reached, and nothing was asked of it. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** A CA that stays silent for this time has left the outcome open; CAs need seconds, customers wait for them. */
        @WithDefault("10s")
        Duration readTimeout();

        /** What becomes of a call whose outcome is unknown. To retry is right only for a CA that de-duplicates. */
        @WithDefault("keep")
        OnUnknown onUnknown();
    }

    /** An OAuth2 token endpoint (RFC 6749, 4.4: client credentials). */
    interface OauthConfig {
        URI tokenUrl();

        String clientId();

        String clientSecret();

        /** Several are separated by spaces. */
        Optional<String> scope();
    }

    /** What the service does when it does not know whether a CA has sent a mail. */
    enum OnUnknown {
        /** Says so, and leaves it to a person to ask again. */
        KEEP,
        /** Asks again, although the mail may then be sent twice. */
        RETRY
    }
}
