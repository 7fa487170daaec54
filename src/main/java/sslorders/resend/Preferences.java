package sslorders.resend;

import java.util.List;
import java.util.stream.Stream;

/** Reads the {@code Prefer} header (RFC 7240). What the service does not know there is ignored, as the RFC wants it. */
final class Preferences {

    private Preferences() {}

    /**
     * Whether the client prefers not to wait for the outcome.
     *
     * @param headers the values of all {@code Prefer} headers of the request
     */
    static boolean respondAsync(List<String> headers) {
        return headers.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                // A preference may have a value and parameters of its own.
                .map(preference -> preference.split("[;=]", 2)[0].strip())
                .anyMatch("respond-async"::equalsIgnoreCase);
    }
}
