package sslorders.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The arguments of the command {@code redeliver}.
 *
 * @param endpoint the name of the webhook endpoint
 * @param since the time of the first event
 */
record RedeliverArguments(String endpoint, Instant since) {
    static final String USAGE = """
                   java -jar quarkus-run.jar redeliver ENDPOINT SINCE
                   enables the webhook endpoint and sends its events since a time again, such as 2026-11-26T09:00:00Z
                   exit status: 0 the events are enqueued, 1 the database is unavailable, 2 invalid arguments
            """;

    private static final int COUNT = 2;

    /**
     * Parses the arguments.
     *
     * @throws UsageException if an argument is missing or invalid; the message names it
     */
    static RedeliverArguments parse(List<String> arguments) {
        if (arguments.size() != COUNT) {
            throw new UsageException("redeliver needs an endpoint and a time");
        }
        try {
            return new RedeliverArguments(
                    arguments.getFirst(),
                    OffsetDateTime.parse(arguments.getLast()).toInstant());
        } catch (DateTimeException invalid) {
            throw new UsageException("not a time in RFC 3339: " + arguments.getLast());
        }
    }
}
