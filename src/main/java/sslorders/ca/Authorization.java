package sslorders.ca;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** What a CA is shown of who calls: the value of the {@code Authorization} header. */
public interface Authorization {

    /**
     * The header's value. Blocks for as long as {@link #longestWait} at most.
     *
     * @param refused one that the CA has just answered with 401, not to be given again; null for any
     * @throws NoReply if there is none to be had now
     */
    String header(String refused);

    /** Whether a 401 may be answered with another one. */
    boolean isRenewable();

    /** How long it can take to get one. */
    Duration longestWait();

    /** One that is always the same. */
    static Authorization fixed(String header) {
        return new Authorization() {
            @Override
            public String header(String refused) {
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

    /** HTTP's own (RFC 7617). */
    static Authorization basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return fixed("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** For dialects that authenticate in the body or in headers of their own. */
    static Authorization none() {
        return fixed("");
    }
}
