package sslorders.http;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import sslorders.config.ConfigCheck;

/** Refuses to start on a limit of {@link HttpConfig} that cannot work; most of them are read only when a request needs them. */
@Singleton
class HttpConfigCheck {
    private static final String PREFIX = "ssl-orders.http.";

    void check(@Observes StartupEvent start, HttpConfig config) {
        ConfigCheck.atLeastOne(PREFIX + "max-json-body", config.maxJsonBody());
        ConfigCheck.positive(PREFIX + "body-timeout", config.bodyTimeout());
        ConfigCheck.positive(PREFIX + "header-timeout", config.headerTimeout());
        ConfigCheck.atLeastOne(PREFIX + "max-imports", config.maxImports());
        ConfigCheck.positive(PREFIX + "import-stall", config.importStall());
        ConfigCheck.positive(PREFIX + "unread-body-timeout", config.unreadBodyTimeout());
    }
}
