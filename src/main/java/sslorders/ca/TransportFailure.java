package sslorders.ca;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** Tells the failures before a request was written, which are safe to repeat, from all others, which are not. */
public final class TransportFailure {

    private TransportFailure() {}

    /** What a call that ended in an exception means; in doubt, {@link Outcome.Unknown}. */
    public static Outcome outcome(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String notExecuted =
                    switch (cause) {
                        // The connect timeout of Netty is one too.
                        case ConnectException refused -> "no connection";
                        case NoRouteToHostException unreachable -> "no route";
                        case UnknownHostException unknown -> "unknown host";
                        case SSLHandshakeException untrusted -> "TLS handshake failed";
                        default -> null;
                    };
            if (notExecuted != null) {
                return new Outcome.NotExecuted(notExecuted, Optional.empty());
            }
            if (cause instanceof TimeoutException) {
                return new Outcome.Unknown("no answer in time");
            }
        }
        // The class alone: a message may repeat what was sent or received.
        return new Outcome.Unknown(
                "connection broken, " + rootCause(failure).getClass().getSimpleName());
    }

    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }
}
