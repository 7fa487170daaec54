package sslorders.problem;

import java.time.Duration;

/** The refusal of a service that cannot do what it is asked for a while. */
public final class Unavailable {
    /** Long enough not to press, short enough not to keep a customer: a replica is replaced, or a database failed over. */
    public static final Duration WAIT = Duration.ofSeconds(5);

    private Unavailable() {}

    public static RefusedException refusal(String detail) {
        return new RefusedException(ErrorType.UNAVAILABLE, detail).retryAfter(WAIT);
    }
}
