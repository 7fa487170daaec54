package sslorders.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sslorders.config.PositiveDuration;
import sslorders.config.PositiveInteger;

/** Configures limits on requests of clients. */
@ConfigMapping(prefix = "ssl-orders.http")
public interface HttpConfig {
    /** The maximum size of a JSON body in bytes. Valid bodies are much smaller. */
    @WithDefault("65536")
    @WithConverter(PositiveInteger.class)
    int maxJsonBody();

    /** The time in which a client must send a JSON body, so that slow clients do not block the slots of requests. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration bodyTimeout();

    /** The time for the TLS handshake and the header of a request, so that slow clients do not block connections. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration headerTimeout();

    /** The maximum number of requests without a valid token per client address and minute. Legitimate clients send far fewer. */
    @WithDefault("100")
    int refusalsPerMinute();

    /** The maximum number of concurrent imports of a replica. Each uses about 3 MB of memory and one database connection. */
    @WithDefault("4")
    @WithConverter(PositiveInteger.class)
    int maxImports();

    /**
     * The maximum time in which an import produces no result, or its client reads no result. One line needs less time, even on a
     * slow connection. The time is limited because each import uses one of the few permits. Also limits the time in which the client
     * of an export of actions reads nothing.
     */
    @WithDefault("2m")
    @WithConverter(PositiveDuration.class)
    Duration importStall();

    /** The time for which the rest of a body is discarded after an early response. After this time, the connection is closed. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration unreadBodyTimeout();
}
