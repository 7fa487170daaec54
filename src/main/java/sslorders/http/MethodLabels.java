package sslorders.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Excludes requests with a non-standard method from the HTTP metrics. Each method is a label value, so clients could create any
 * number of permanent meters. Such requests are counted as problems of type {@code method-not-allowed}.
 */
class MethodLabels {
    private static final String TAG = "method";
    /** The methods of RFC 9110 and RFC 5789. */
    private static final Set<String> STANDARD =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    @Produces
    @Singleton
    MeterFilter standardMethodsOnly() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                String method = id.getName().startsWith("http.server.") ? id.getTag(TAG) : null;
                return method == null || STANDARD.contains(method) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
            }
        };
    }
}
