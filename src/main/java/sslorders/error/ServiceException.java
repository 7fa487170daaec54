package sslorders.error;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reports that a request is rejected, or that it failed for an expected reason. Independent of HTTP. The detail and the members
 * are sent to the client, so they must not contain confidential data. The message of the exception is the detail in English. Immutable.
 *
 * <p>Errors that several classes throw have a factory method here. For all other errors, callers use the constructor.
 */
public final class ServiceException extends RuntimeException {
    /** The time after which a client retries while the service is temporarily unavailable, for example during a failover. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final long serialVersionUID = 1L;

    private final ErrorType type;
    private final transient Text detail;
    private final transient Duration retryAfter;
    private final transient Map<String, Object> members;

    /**
     * Creates an exception without members.
     *
     * @param detail describes what is wrong with this request and what the client can do
     * @param values the values of the parameters of the detail
     */
    public ServiceException(ErrorType type, Detail detail, Object... values) {
        this(type, detail.with(values));
    }

    /** Creates an exception without members. */
    public ServiceException(ErrorType type, Text detail) {
        this(type, detail, null, Map.of());
    }

    private ServiceException(ErrorType type, Text detail, Duration retryAfter, Map<String, Object> members) {
        // The exception has no stack trace, because the client gets only the type and the detail, and nothing is
        // logged.
        super(null, null, false, false);
        this.type = type;
        this.detail = detail;
        this.retryAfter = retryAfter;
        this.members = members;
    }

    /** Returns the error for a request with one or more invalid values. */
    public static ServiceException invalid(List<InputError> errors) {
        Text detail = errors.size() == 1
                ? Detail.INVALID_VALUE.with(
                        errors.getFirst().name(), errors.getFirst().detail())
                : Detail.INVALID_VALUES.with(errors.size());
        return new ServiceException(ErrorType.INVALID_REQUEST, detail).with("errors", List.copyOf(errors));
    }

    /** Returns the error for a request with one invalid value. */
    public static ServiceException invalid(InputError error) {
        return invalid(List.of(error));
    }

    /**
     * Returns the error for an order ID that does not exist, is malformed or belongs to another account. Clients cannot
     * distinguish these cases.
     */
    public static ServiceException orderNotFound() {
        return new ServiceException(ErrorType.ORDER_NOT_FOUND, Detail.ORDER_NOT_FOUND);
    }

    /** Returns the error for a temporarily unavailable service. The client can retry after {@link #RETRY_AFTER}. */
    public static ServiceException unavailable(Detail detail) {
        return new ServiceException(ErrorType.UNAVAILABLE, detail).retryAfter(RETRY_AFTER);
    }

    /** Returns the error for an account with too many requests in progress. The client can retry after {@link #RETRY_AFTER}. */
    public static ServiceException accountBusy(Detail detail) {
        return new ServiceException(ErrorType.ACCOUNT_BUSY, detail).retryAfter(RETRY_AFTER);
    }

    /** Returns a copy with one more member, or this exception if the value is null. */
    public ServiceException with(String name, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new ServiceException(type, detail, retryAfter, more);
    }

    /** Returns a copy with the time after which the client can retry. */
    public ServiceException retryAfter(Duration wait) {
        return new ServiceException(type, detail, wait, members);
    }

    public ErrorType type() {
        return type;
    }

    public Text detail() {
        return detail;
    }

    @Override
    public String getMessage() {
        return detail.toString();
    }

    /** Returns the time after which the client can retry; empty if waiting does not help. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Returns the additional members of the problem document, in their order in the document. */
    public Map<String, Object> members() {
        return members;
    }
}
