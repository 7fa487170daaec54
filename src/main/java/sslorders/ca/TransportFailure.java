package sslorders.ca;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/** Tells the failures before a request was written, which are safe to repeat, from all others, which are not. */
public final class TransportFailure {

    private TransportFailure() {}

    /** What a call that ended in an exception means; in doubt, {@link Outcome.Unknown}. */
    public static Outcome outcome(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // The connect timeout of Netty is a ConnectException too.
            if (cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnknownHostException
                    || cause instanceof SSLHandshakeException) {
                return new Outcome.NotExecuted(cause.getClass().getSimpleName(), Optional.empty());
            }
        }
        return new Outcome.Unknown(rootCause(failure).getClass().getSimpleName());
    }

    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }
}
