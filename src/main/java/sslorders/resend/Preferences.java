package sslorders.resend;

import java.util.List;
import java.util.stream.Stream;

/** Parses the {@code Prefer} header (RFC 7240). Unknown preferences are ignored, as the RFC requires. */
final class Preferences {

    private Preferences() {}

    /**
     * Returns whether the client prefers not to wait for the outcome.
     *
     * @param headers the values of all {@code Prefer} headers of the request
     */
    static boolean respondAsync(List<String> headers) {
        return headers.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                // A preference may have a value and parameters, which do not matter here.
                .map(preference -> preference.split("[;=]", 2)[0].strip())
                .anyMatch("respond-async"::equalsIgnoreCase);
    }
}
