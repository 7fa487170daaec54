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

/** How much work a replica accepts at a time. */
@ConfigMapping(prefix = "ssl-orders.admission")
interface AdmissionConfig {
    /**
     * GET requests in progress. They wait for the database and the processor alone, so more of them at a time take longer and
     * finish no earlier. Default: {@link HeapBudget#reads}.
     */
    Optional<@WithConverter(PositiveInteger.class) Integer> maxReads();

    /**
     * GET requests that are worked on at a time; the others wait before their token is verified, when they need the least
     * memory. Default: one and a half times the database connections, so that some use the processor while others wait
     * for the database.
     */
    Optional<@WithConverter(PositiveInteger.class) Integer> maxActiveReads();

    /** Other requests in progress. Resends wait for their CA, so there can be many. Default: {@link HeapBudget#writes}. */
    Optional<@WithConverter(PositiveInteger.class) Integer> maxWrites();

    /** The share of {@link #maxReads} and of {@link #maxWrites} that one account can have, so that others find room. */
    @WithDefault("0.5")
    @WithConverter(Ratio.class)
    double accountShare();

    /** The share of the database connections that one account can use, so that slow queries of one leave some to others. */
    @WithDefault("0.5")
    @WithConverter(Ratio.class)
    double databaseShare();

    /** How long a request waits for its account's share of the database; longer would only collect more requests. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration databaseWait();

    /** How long a client can take to read a response; a page of 200 orders has some 84 KB, which 3 KB a second deliver in time. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration responseTimeout();

    /** Bytes of responses that clients have not read yet. Default: {@link HeapBudget#unsentBytes} for the heap. */
    Optional<@WithConverter(PositiveLong.class) Long> maxUnsentBytes();
}
