package sslorders.erasure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import sslorders.text.WireName;

/**
 * The representation of the erasure of an account in the API. Members that are null are omitted from the JSON.
 *
 * @param requestedBy the subject of the token of the request
 * @param ordersErased the number of orders that were deleted so far
 * @param resendsErased the number of resends whose recipient was masked so far
 * @param ordersWaiting the number of orders that wait for the end of a resend, as of the latest pass
 * @param completedAt null until the erasure is complete
 */
public record AccountErasureView(
        String accountId,
        Status status,
        Instant requestedAt,
        String requestedBy,
        long ordersErased,
        long resendsErased,
        long ordersWaiting,
        Instant completedAt) {

    /** The status in the API. */
    public enum Status {
        RUNNING,
        COMPLETED;

        /** Returns the name in JSON. */
        @JsonValue
        public String wireName() {
            return WireName.of(this);
        }
    }
}
