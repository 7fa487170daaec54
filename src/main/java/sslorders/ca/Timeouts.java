package sslorders.ca;

import java.time.Duration;

/**
 * The timeouts of the steps of one exchange.
 *
 * @param connect the timeout of the TCP connection
 * @param handshake the timeout of the TLS handshake; zero without TLS
 * @param read the timeout of the response's head; the body has the same timeout
 */
record Timeouts(Duration connect, Duration handshake, Duration read) {

    static Timeouts of(CaSettings settings, boolean tls) {
        Duration read = settings.readTimeout();
        return new Timeouts(settings.connectTimeout(), tls ? handshake(settings) : Duration.ZERO, read);
    }

    /** Returns the connect timeout, limited to half the read timeout. */
    private static Duration handshake(CaSettings settings) {
        Duration half = settings.readTimeout().dividedBy(2);
        return settings.connectTimeout().compareTo(half) < 0 ? settings.connectTimeout() : half;
    }

    /** Returns the maximum time until the request is sent. After this time, an exchange that has sent nothing is abandoned. */
    Duration beforeSending() {
        return connect.plus(handshake);
    }

    /** Returns the maximum duration of one exchange. */
    Duration all() {
        return beforeSending().plus(read).plus(read);
    }

    /** Converts a duration to milliseconds. The result is at least 1, because libraries interpret 0 as no timeout. */
    static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }
}
