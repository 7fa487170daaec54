package sslorders.http;

/**
 * Defines the order of the service's filters and handlers by their priorities. Filters that can reject a request with less work
 * run first.
 */
public final class FilterOrder {
    // Vert.x handlers. They run on the event loop before the REST layer, in descending order of priority.

    /** First, so that the responses of all later handlers also have {@code Date}. */
    static final int DATE_HEADER = 2_000_000;

    /** Runs when the request header is complete, and before admission control, which ends the exchanges that it rejects. */
    public static final int HEADER_COMPLETE = 1_100_000;

    /** Before all steps that need more resources than reading the header. */
    public static final int ADMISSION = 1_000_000;

    /** After admission control, which releases the slot of a request that is rejected here. */
    static final int AMBIGUOUS_MESSAGES = 900_000;

    // Filters that run before the operation is matched and before authentication, in ascending order of priority.

    /** First, so that the work of a request is registered even if a later filter rejects it. */
    public static final int WORK_BEGINS = 0;

    /** Before the filters that read one of these headers. */
    static final int SINGLE_HEADERS = 1;

    static final int SHUTDOWN = 5_000;

    /** Before any filter that reads the token. */
    static final int UNAUTHENTICATED_RATE_LIMIT = 5_001;

    static final int PATH_FORM = 5_002;
    static final int UNDESCRIBED_METHODS = 5_003;
    static final int BEARER_TOKEN = 5_004;

    /** Changes {@code Content-Type} before the operation is matched by it. */
    static final int EMPTY_BODY = 5_005;

    /** Changes {@code Accept} before the operation is matched by it. */
    static final int JSON_ACCEPT = 5_006;

    // Filters that run after the operation is matched and before the body is read, in ascending order of priority.

    /** Before all filters that read the token. */
    static final int PUBLIC_ACCESS = 4_000;

    /** Counts the request of a public operation, even if a later filter rejects it. */
    static final int PUBLIC_RATE_LIMIT = 4_001;

    /** Before the filters that reject the request, so that their log lines contain the account. */
    public static final int CALLER_IN_LOG = 5_000;

    public static final int ACCOUNT_SHARE = 5_001;

    /** Before the filters that report other errors of the request. */
    public static final int OPERATOR_TOKEN = 5_001;

    static final int QUERY_CHECK = 5_002;

    /** Last, because all other filters need no database connection. */
    public static final int DATABASE_SHARE = 10_000;

    private FilterOrder() {}
}
