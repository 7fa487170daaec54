package sslorders.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sslorders.config.PositiveDuration;
import sslorders.config.PositiveInteger;

/** Settings of webhooks, and of each endpoint: {@code ssl-orders.webhook.<name>.*}. There is no default endpoint. */
@ConfigMapping(prefix = "ssl-orders.webhook")
interface WebhookConfig {

    @WithParentName
    Map<String, Endpoint> endpoints();

    /** The member {@code source} of each event. An installation sets it if its receivers also receive events of another one. */
    @WithDefault("urn:ssl-orders")
    URI source();

    /** Whether an endpoint can have an address of a private network. Such a setting can expose servers of the operator. */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /**
     * Delays after the first call and each further one that failed. After the last delay, the service makes one more call and then drops
     * the delivery. The default is the schedule of Standard Webhooks: ten calls in 76 hours.
     */
    @WithDefault("5s,5m,30m,2h,5h,10h,14h,20h,24h")
    List<@WithConverter(PositiveDuration.class) Duration> retryDelays();

    /** Number of deliveries that a replica executes concurrently. Several times the limit of one endpoint. */
    @WithDefault("20")
    @WithConverter(PositiveInteger.class)
    int concurrency();

    /** Interval at which a replica polls for due deliveries. Each poll is one cheap statement. */
    @WithDefault("1s")
    @WithConverter(PositiveDuration.class)
    Duration pollInterval();

    /** Interval of a replica's heartbeats. After six missed heartbeats another replica takes over its deliveries. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration heartbeat();

    /** One endpoint. */
    interface Endpoint {
        /** URL to which the events are sent. */
        URI url();

        /** Signing secret; two during its rotation. */
        List<String> secret();

        /** Accounts whose events the endpoint receives; all by default. */
        Optional<Set<String>> accounts();

        /** Types of the events that the endpoint receives; all by default. */
        Optional<Set<String>> types();

        /** Timeout of a whole call. Standard Webhooks recommends 15 to 30 seconds. */
        @WithDefault("15s")
        @WithConverter(PositiveDuration.class)
        Duration timeout();

        /** Timeout of the name resolution, of the TCP connection, and of the TLS handshake. */
        @WithDefault("5s")
        @WithConverter(PositiveDuration.class)
        Duration connectTimeout();

        /** Maximum number of concurrent calls of one replica to the endpoint. */
        @WithDefault("4")
        @WithConverter(PositiveInteger.class)
        int maxConcurrent();

        /** Replaces the setting for all endpoints. */
        Optional<Boolean> allowPrivateAddresses();

        /** Name of the entry in Quarkus's TLS registry that contains the trust store. */
        Optional<String> tlsConfigurationName();
    }
}
