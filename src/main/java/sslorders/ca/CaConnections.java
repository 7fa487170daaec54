package sslorders.ca;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The HTTP clients and the call rate of one CA. Its adapters share them, so that the limits on calls continue to apply when the service
 * replaces an adapter because of new credentials. Thread-safe.
 */
final class CaConnections {
    private final CallRate rate;
    private final Map<URI, HttpTransport> transports = new ConcurrentHashMap<>();

    /** @param callsPerMinute the maximum number of calls in any minute; empty for no limit */
    CaConnections(Optional<Integer> callsPerMinute) {
        this.rate = new CallRate(callsPerMinute);
    }

    CallRate rate() {
        return rate;
    }

    /** Returns the client of a server: the CA or its token endpoint. It is created on the first call. */
    HttpTransport transport(URI server, Supplier<HttpTransport> create) {
        return transports.computeIfAbsent(server, first -> create.get());
    }
}
