package sslorders.admission;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Switches HTTP/2 without TLS off. One connection of it carries many requests, and the server counts a connection only
 * after its first bytes, so that the limit on connections would not hold. With TLS, ALPN chooses HTTP/2.
 */
@Singleton
class HttpServerLimits implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
