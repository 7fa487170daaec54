package sslorders.error;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one exception of the service's own code: a request is rejected, or failed in a way that the service knows. It knows no
 * HTTP. Its detail and members are written for the client and are sent as they stand, so they hold nothing confidential.
 *
 * <p>Immutable. A factory for each error that several places throw; all others give the type and the detail themselves.
 */
public final class ServiceException extends RuntimeException {
    /** When a client retries what is unavailable for a moment: the time in which a replica or a database is replaced. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final long serialVersionUID = 1L;

    private final ErrorType type;
    private final transient Duration retryAfter;
    private final transient Map<String, Object> members;

    /**
     * Makes an exception without members.
     *
     * @param detail what is wrong with this request and what the client can do, in sentences
     */
    public ServiceException(ErrorType type, String detail) {
        this(type, detail, null, Map.of());
    }

    private ServiceException(ErrorType type, String detail, Duration retryAfter, Map<String, Object> members) {
        // No stack trace: the client gets the type and the detail, and the log nothing.
        super(detail, null, false, false);
        this.type = type;
        this.retryAfter = retryAfter;
        this.members = members;
    }

    /** A request that is wrong in one or more places. */
    public static ServiceException invalid(List<InputError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().name() + ": " + errors.getFirst().detail()
                : errors.size() + " values are invalid. See the errors member.";
        return new ServiceException(ErrorType.INVALID_REQUEST, detail).with("errors", List.copyOf(errors));
    }

    /** A request that is wrong in one place. */
    public static ServiceException invalid(InputError error) {
        return invalid(List.of(error));
    }

    /** The one error for an order ID that is unknown, malformed or another account's, so that no client learns which. */
    public static ServiceException orderNotFound() {
        return new ServiceException(ErrorType.ORDER_NOT_FOUND, "The account has no order with this ID.");
    }

    /** The service cannot handle the request for a moment; the client retries after {@link #RETRY_AFTER}. */
    public static ServiceException unavailable(String detail) {
        return new ServiceException(ErrorType.UNAVAILABLE, detail).retryAfter(RETRY_AFTER);
    }

    /** Other requests of the account are in progress; the client retries after {@link #RETRY_AFTER}. */
    public static ServiceException accountBusy(String detail) {
        return new ServiceException(ErrorType.ACCOUNT_BUSY, detail).retryAfter(RETRY_AFTER);
    }

    /** Returns the same exception with one more member; the exception itself if the value is null. */
    public ServiceException with(String name, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new ServiceException(type, getMessage(), retryAfter, more);
    }

    /** Returns the same exception with the time after which the client can retry. */
    public ServiceException retryAfter(Duration wait) {
        return new ServiceException(type, getMessage(), wait, members);
    }

    public ErrorType type() {
        return type;
    }

    /** The time after which the client can retry; empty if waiting changes nothing. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The additional members of the problem, in the order in which they are written. */
    public Map<String, Object> members() {
        return members;
    }
}
