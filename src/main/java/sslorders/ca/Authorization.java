package sslorders.ca;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Supplies the {@code Authorization} header for calls to a CA. */
public interface Authorization {

    /**
     * Returns the value of the header. Blocks for at most {@link #longestWait}.
     *
     * @param rejected a value that the CA has just rejected with 401, and that must not be returned again; null if there is none
     * @throws NoReply if no value is available
     */
    String header(String rejected);

    /** Returns whether a call that got a 401 can be repeated with another value. */
    boolean isRenewable();

    /** Returns the maximum time that {@link #header} blocks. */
    Duration longestWait();

    /** Fetches another token, and returns whether that succeeded; empty if the value does not come from a token endpoint. */
    default Optional<CheckStep> check() {
        return Optional.empty();
    }

    /** Returns an authorization with a constant value. */
    static Authorization fixed(String header) {
        return new Authorization() {
            @Override
            public String header(String rejected) {
                return header;
            }

            @Override
            public boolean isRenewable() {
                return false;
            }

            @Override
            public Duration longestWait() {
                return Duration.ZERO;
            }
        };
    }

    /** Returns HTTP Basic authentication (RFC 7617). */
    static Authorization basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return fixed("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** Returns no authorization, for dialects that authenticate in the body or in other headers. */
    static Authorization none() {
        return fixed("");
    }
}
