package sslorders.http;

/**
 * The order in which a request passes the filters and handlers of the service, as the priorities that they declare. A filter
 * that rejects a request for less work comes first.
 */
public final class FilterOrder {
    // Handlers of Vert.x, which run on the event loop before the REST layer; the highest first.

    /** {@code Date} on every response, also on those of the handlers below. */
    static final int DATE_HEADER = 2_000_000;

    /** The header of the request is complete. Before admission control, which ends the exchanges that it rejects. */
    public static final int HEADER_COMPLETE = 1_100_000;

    /** Before all that costs more than reading the header. */
    public static final int ADMISSION = 1_000_000;

    /** Behind admission control, which frees the slot of a request that is rejected here. */
    static final int AMBIGUOUS_MESSAGES = 900_000;

    // Filters before the operation is matched, and so before authentication; the lowest first.

    /** The work for the request begins; it ends also if a filter below rejects it. */
    public static final int WORK_BEGINS = 0;

    /** Before the filters that read one of these headers. */
    static final int SINGLE_HEADERS = 1;

    static final int SHUTDOWN = 5_000;

    /** Before anything is looked at in a token. */
    static final int UNAUTHENTICATED_RATE_LIMIT = 5_001;

    static final int PATH_FORM = 5_002;
    static final int UNDESCRIBED_METHODS = 5_003;
    static final int BEARER_TOKEN = 5_004;

    /** These two change a header before the operation is matched by it. */
    static final int EMPTY_BODY = 5_005;

    static final int JSON_ACCEPT = 5_006;

    // Filters behind authentication, and before a body is read; the lowest first.

    /** Before the filters that reject the request, so that the account is beside their log lines. */
    public static final int CALLER_IN_LOG = 5_000;

    public static final int ACCOUNT_SHARE = 5_001;
    static final int QUERY_CHECK = 5_002;

    /** Behind all others, which need no connection to the database. */
    public static final int DATABASE_SHARE = 10_000;

    private FilterOrder() {}
}
