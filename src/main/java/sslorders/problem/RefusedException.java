package sslorders.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one exception of the domain: the request is refused, or failed in a way that the service knows. It knows no HTTP;
 * its detail and members are written for the client and are sent as they stand, so nothing confidential goes in.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorType type;
    private final transient Duration retryAfter;
    private final transient Map<String, Object> members;

    public RefusedException(ErrorType type, String detail) {
        this(type, detail, null, Map.of());
    }

    private RefusedException(ErrorType type, String detail, Duration retryAfter, Map<String, Object> members) {
        // No stack trace: a refusal is an answer, and its place of birth is of no use to anybody.
        super(detail, null, false, false);
        this.type = type;
        this.retryAfter = retryAfter;
        this.members = members;
    }

    /** A request that is wrong in one or more places, each named. */
    public static RefusedException invalid(List<InputError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().name() + ": " + errors.getFirst().detail()
                : errors.size() + " values are wrong; see errors.";
        return new RefusedException(ErrorType.INVALID_REQUEST, detail).with("errors", errors);
    }

    /** The same refusal with one more member; a value that is null is left out. */
    public RefusedException with(String name, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new RefusedException(type, getMessage(), retryAfter, more);
    }

    /** The same refusal, telling the client when to come again. */
    public RefusedException retryAfter(Duration wait) {
        return new RefusedException(type, getMessage(), wait, members);
    }

    public ErrorType type() {
        return type;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public Map<String, Object> members() {
        return members;
    }
}
