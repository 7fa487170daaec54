package sslorders.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sslorders.config.PositiveDuration;
import sslorders.config.PositiveInteger;

/** Limits on what a client may send. */
@ConfigMapping(prefix = "ssl-orders.http")
public interface HttpConfig {
    /** The largest JSON body that is read, in bytes; far more than a valid one can need. */
    @WithDefault("65536")
    @WithConverter(PositiveInteger.class)
    int maxJsonBody();

    /** How long a client can take to send such a body: one byte at a time, it would hold a place among the requests for days. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration bodyTimeout();

    /** How long a client can take to send the header of a request, TLS handshake included: slower ones would hold connections. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration headerTimeout();

    /** Requests without a valid token that an address may send in a minute: far more than a person or a late renewal does. */
    @WithDefault("100")
    int refusalsPerMinute();

    /** Imports that a replica runs at a time: each holds about 3 MB and a database connection, so four leave most of both. */
    @WithDefault("4")
    @WithConverter(PositiveInteger.class)
    int maxImports();

    /**
     * How long an import may go on without a result, or its client without reading any: as long as a slow line may take, and
     * not as long as a client likes, which holds one of the few permits.
     */
    @WithDefault("2m")
    @WithConverter(PositiveDuration.class)
    Duration importStall();

    /** How long the rest of a body is discarded after an early answer: time to read the answer; then the connection closes. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration unreadBodyTimeout();
}
