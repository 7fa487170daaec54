package sslorders.ca;

import java.time.Duration;

/**
 * How long the steps of one exchange may take.
 *
 * @param connect the TCP connection
 * @param handshake the TLS handshake on it; zero where there is none
 * @param read the wait for the head of the reply, and after it the wait for the whole body
 */
record Timeouts(Duration connect, Duration handshake, Duration read) {

    static Timeouts of(CaSettings settings, boolean tls) {
        Duration read = settings.readTimeout();
        return new Timeouts(settings.connectTimeout(), tls ? handshake(settings) : Duration.ZERO, read);
    }

    /** As long as the connection may take, but always shorter than the wait for a reply. */
    private static Duration handshake(CaSettings settings) {
        Duration half = settings.readTimeout().dividedBy(2);
        return settings.connectTimeout().compareTo(half) < 0 ? settings.connectTimeout() : half;
    }

    /** From the begin of an exchange to the last moment in which it is still certain that nothing was sent. */
    Duration beforeSending() {
        return connect.plus(handshake);
    }

    /** The longest that one exchange can take. */
    Duration all() {
        return beforeSending().plus(read).plus(read);
    }

    /** For libraries that take milliseconds, and take zero for no limit at all. */
    static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }
}
