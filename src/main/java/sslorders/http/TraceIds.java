package sslorders.http;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jboss.logging.MDC;

/** Provides the trace IDs by which operators find a failure in the log. Format: 32 hexadecimal digits (W3C Trace Context). */
@Singleton
class TraceIds {
    /** The MDC key that OpenTelemetry uses for the trace ID. */
    private static final String KEY = "traceId";

    private final SecureRandom random = new SecureRandom();

    /** Returns the trace ID of the current request. If there is none, generates one and adds it to the MDC. */
    String ofRequest() {
        if (MDC.get(KEY) instanceof String existing) {
            return existing;
        }
        String generated = generate();
        MDC.put(KEY, generated);
        return generated;
    }

    private String generate() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
