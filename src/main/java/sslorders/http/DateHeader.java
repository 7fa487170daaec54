package sslorders.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Adds {@code Date} to every response (RFC 9110, 6.6.1). The value is the time at which the headers are written. */
@Singleton
class DateHeader {
    static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    /** The formatted time, which is updated once per second. */
    private volatile Second current = new Second(Long.MIN_VALUE, "");

    private record Second(long epoch, String text) {}

    DateHeader(InstantSource clock) {
        this.clock = clock;
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, FilterOrder.DATE_HEADER);
    }

    private void add(RoutingContext exchange) {
        exchange.addHeadersEndHandler(writing -> exchange.response().putHeader(HttpHeaders.DATE, now()));
        exchange.next();
    }

    String now() {
        Instant time = clock.instant();
        Second second = current;
        if (second.epoch() != time.getEpochSecond()) {
            second = new Second(time.getEpochSecond(), IMF_FIXDATE.format(time));
            current = second;
        }
        return second.text();
    }
}
