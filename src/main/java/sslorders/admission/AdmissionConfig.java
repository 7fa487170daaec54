package sslorders.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import sslorders.config.PositiveDuration;
import sslorders.config.PositiveInteger;
import sslorders.config.PositiveLong;
import sslorders.config.Ratio;

/** Configures how much work a replica accepts at the same time. */
@ConfigMapping(prefix = "ssl-orders.admission")
interface AdmissionConfig {
    /**
     * The maximum number of GET requests in progress. These requests need only the database and the CPU, so a higher limit
     * increases latency without increasing throughput. Default: {@link HeapBudget#reads}.
     */
    Optional<@WithConverter(PositiveInteger.class) Integer> maxReads();

    /**
     * The maximum number of GET requests that are processed concurrently. The others wait before their token is verified, when
     * they need the least memory. Default: 1.5 times the size of the connection pool, so that some requests use the CPU while
     * others wait for the database.
     */
    Optional<@WithConverter(PositiveInteger.class) Integer> maxActiveReads();

    /**
     * The maximum number of other requests in progress. Resends wait for their CA, so many of them are in progress. Default:
     * {@link HeapBudget#writes}.
     */
    Optional<@WithConverter(PositiveInteger.class) Integer> maxWrites();

    /** The share of {@link #maxReads} and {@link #maxWrites} that one account can use. The rest remains for other accounts. */
    @WithDefault("0.5")
    @WithConverter(Ratio.class)
    double accountShare();

    /** The share of the database connections that one account can use, so that its slow queries do not block other accounts. */
    @WithDefault("0.5")
    @WithConverter(Ratio.class)
    double databaseShare();

    /** The maximum wait of a request for its account's share of the database. A longer wait would only queue more requests. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration databaseWait();

    /** The time in which a client must read a response. For a page of 200 orders (about 84 KB), 3 KB/s is sufficient. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration responseTimeout();

    /** The maximum total size, in bytes, of responses that clients have not read. Default: {@link HeapBudget#unsentBytes}. */
    Optional<@WithConverter(PositiveLong.class) Long> maxUnsentBytes();
}
