package sslorders.http;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jboss.logging.MDC;

/** The ids under which a failure is found in the log: 32 hexadecimal digits, the shape of a W3C trace id. */
@Singleton
class TraceIds {
    /** The name under which OpenTelemetry puts its own beside the lines of a request, if it is on. */
    private static final String NAME = "traceId";

    private final SecureRandom random = new SecureRandom();

    /** That of the current request's trace; one of our own if there is none, which stands beside its lines from now on. */
    String ofRequest() {
        if (MDC.get(NAME) instanceof String traced) {
            return traced;
        }
        String made = next();
        MDC.put(NAME, made);
        return made;
    }

    private String next() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
