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

/** Settings of the CAs: {@code ssl-orders.ca.<name>.*}. There is no default CA, and secrets have no default. */
@ConfigMapping(prefix = "ssl-orders.ca")
interface CaConfig {

    @WithParentName
    Map<String, Entry> authorities();

    /** One CA. */
    interface Entry {
        /** Name of the CA's API protocol. */
        String dialect();

        /** Base URL of the CA's API. */
        URI url();

        /** Credentials, by the names that the dialect defines; for example {@code token} for {@code rest}. */
        Map<String, String> credentials();

        /** Dialect-specific options, by the names that the dialect defines. */
        Map<String, String> options();

        /** Token endpoint, for dialects with a bearer token that does not come from the credential {@code token}. */
        Optional<OauthConfig> oauth();

        /** Name of the entry in Quarkus's TLS registry that contains the trust store and the client certificate. */
        Optional<String> tlsConfigurationName();

        /**
         * Connect timeout. When it expires, no request was sent, and the call counts as not executed. The TLS handshake has the same
         * timeout, but at most half the read timeout.
         */
        @WithDefault("2s")
        @WithConverter(PositiveDuration.class)
        Duration connectTimeout();

        /**
         * Read timeout of the response's head, after which the outcome is unknown. The body has the same timeout. The default depends
         * on the dialect and ranges from 10 to 60 seconds, because CAs need several seconds and the customer waits for the result.
         */
        Optional<@WithConverter(PositiveDuration.class) Duration> readTimeout();

        /** Proxy for calls to this CA and to its token endpoint. It replaces the proxy for all CAs. */
        Optional<ProxyConfig> proxy();

        /** Maximum number of calls of one replica to the CA in any minute. Unlimited by default. */
        Optional<@WithConverter(PositiveInteger.class) Integer> callsPerMinute();

        /** Maximum number of concurrent calls of one replica to the CA. Further calls are not executed, and are retried later. */
        @WithDefault("20")
        @WithConverter(PositiveInteger.class)
        int maxConcurrent();

        /** Rolling window of the circuit breaker, in calls. */
        @WithDefault("20")
        @WithConverter(PositiveInteger.class)
        int circuitVolume();

        /** Share of failed calls, in the rolling window, that opens the circuit. */
        @WithDefault("0.5")
        @WithConverter(Ratio.class)
        double circuitFailureRatio();

        /**
         * Time for which the circuit stays open before one probe call. The default is longer than a restart of the CA, and short
         * enough for customers.
         */
        @WithDefault("30s")
        @WithConverter(PositiveDuration.class)
        Duration circuitOpenFor();

        /** Whether the CA can resend fulfillment e-mails. Some CAs can resend only approver e-mails. */
        @WithDefault("true")
        boolean fulfillmentEmail();

        /** Certificate types for which the CA does not resend the fulfillment e-mail. */
        Optional<Set<String>> excludedTypes();

        /** Action after an unknown outcome. {@code retry} is safe only for a CA that detects duplicate requests. */
        @WithDefault("reconcile")
        OnUnknown onUnknown();
    }

    /** An OAuth2 token endpoint (RFC 6749, 4.4: client credentials). */
    interface OauthConfig {
        URI tokenUrl();

        String clientId();

        String clientSecret();

        /** Scopes, separated by spaces. */
        Optional<String> scope();
    }

    /** An HTTP proxy. It tunnels the calls with CONNECT. */
    interface ProxyConfig {
        String host();

        int port();

        Optional<String> user();

        Optional<String> password();
    }

    /** The action of the service after a call with an unknown outcome. */
    enum OnUnknown {
        /** The outcome stays unknown until an operator resolves it manually. */
        KEEP,
        /** Reconciles the outcome later with the CA's mail history; the same as {@code KEEP} if the dialect cannot reconcile. */
        RECONCILE,
        /** Retries the call, although this may send a duplicate. */
        RETRY
    }
}
