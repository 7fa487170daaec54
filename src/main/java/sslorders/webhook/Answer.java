package sslorders.webhook;

import java.time.Duration;
import java.util.Optional;

/** The result of one call to an endpoint. */
sealed interface Answer {
    /** The status that means that the receiver wants no more events. */
    int GONE = 410;

    /**
     * A response.
     *
     * @param retryAfter the delay of the header {@code Retry-After}
     */
    record Response(int status, Optional<Duration> retryAfter) implements Answer {}

    /** No response: the receiver may or may not have received the event. */
    record NoResponse(String cause) implements Answer {}

    /** Returns whether the receiver accepted the event: any status from 200 to 299. */
    default boolean isAccepted() {
        return this instanceof Response response && response.status() >= 200 && response.status() < 300;
    }

    default boolean isGone() {
        return this instanceof Response response && response.status() == GONE;
    }

    /** Returns the delay that the receiver requests before the next call, if any. */
    default Optional<Duration> retryDelay() {
        return this instanceof Response response ? response.retryAfter() : Optional.empty();
    }

    /** Returns a short description for the log. It contains nothing of the response but its status. */
    default String describe() {
        return switch (this) {
            case Response response -> "status " + response.status();
            case NoResponse none -> none.cause();
        };
    }
}
