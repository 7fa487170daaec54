package sslorders.ca;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sslorders.config.PositiveDuration;
import sslorders.config.PositiveInteger;
import sslorders.config.Ratio;

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

        /**
         * A CA that does not take a connection in this time counts as not reached, and nothing was asked of it. The TLS
         * handshake gets as much again, but at most half the read timeout.
         */
        @WithDefault("2s")
        @WithConverter(PositiveDuration.class)
        Duration connectTimeout();

        /**
         * A CA that sends no head of a reply in this time has left the outcome open; CAs need seconds, customers wait for
         * them. The body gets as much again. By default that of the dialect: 10 to 60 seconds.
         */
        Optional<@WithConverter(PositiveDuration.class) Duration> readTimeout();

        /** The proxy for calls to this CA and to its token endpoint, instead of the one for all CAs. */
        Optional<ProxyConfig> proxy();

        /** How many calls a replica makes to the CA in any minute; without it there is no limit. */
        Optional<@WithConverter(PositiveInteger.class) Integer> callsPerMinute();

        /** How many calls a replica makes to the CA at a time; those beyond are turned away and made later. */
        @WithDefault("20")
        @WithConverter(PositiveInteger.class)
        int maxConcurrent();

        /** Of how many calls the newest are looked at to tell whether the CA is in trouble. */
        @WithDefault("20")
        @WithConverter(PositiveInteger.class)
        int circuitVolume();

        /** The share of those without an answer of the CA, from which on it is left alone. */
        @WithDefault("0.5")
        @WithConverter(Ratio.class)
        double circuitFailureRatio();

        /** For how long it is left alone, until one call is tried: longer than a restart takes, shorter than patience. */
        @WithDefault("30s")
        @WithConverter(PositiveDuration.class)
        Duration circuitOpenFor();

        /** Whether the CA sends fulfillment e-mails again at all; some do so with approver mails only. */
        @WithDefault("true")
        boolean fulfillmentEmail();

        /** The certificate types of which the CA does not send it again. */
        Optional<Set<String>> excludedTypes();

        /** What becomes of a call whose outcome is unknown. To retry is right only for a CA that de-duplicates. */
        @WithDefault("reconcile")
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

    /** An HTTP proxy, through which calls are tunnelled by CONNECT. */
    interface ProxyConfig {
        String host();

        int port();

        Optional<String> user();

        Optional<String> password();
    }

    /** What the service does when it does not know whether a CA has sent a mail. */
    enum OnUnknown {
        /** Says so, and leaves it to a person to ask again. */
        KEEP,
        /** Asks the CA later what it did, if its dialect can; else the same as {@code KEEP}. */
        RECONCILE,
        /** Asks again, although the mail may then be sent twice. */
        RETRY
    }
}
