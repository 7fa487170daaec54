package sslorders.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Keeps requests with a made-up method out of the metrics: each such method would be a label value, and so a meter, for
 * ever. They are counted as problems, {@code method-not-allowed}.
 */
class MethodLabels {
    private static final String TAG = "method";
    /** The methods of RFC 9110 and RFC 5789. */
    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    @Produces
    @Singleton
    MeterFilter knownMethodsOnly() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                String method = id.getName().startsWith("http.server.") ? id.getTag(TAG) : null;
                return method == null || KNOWN.contains(method) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
            }
        };
    }
}
