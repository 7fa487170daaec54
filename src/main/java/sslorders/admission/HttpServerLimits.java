package sslorders.admission;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Disables HTTP/2 without TLS (h2c), which carries many requests on one connection. The server counts such a connection only
 * after its first bytes, so the connection limit would not apply. With TLS, HTTP/2 stays available and is selected by ALPN.
 */
@Singleton
class HttpServerLimits implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
