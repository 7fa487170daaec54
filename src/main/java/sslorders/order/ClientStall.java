package sslorders.order;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import sslorders.http.HttpConfig;

/** Disconnects a client that does not read the results of its import. */
@ApplicationScoped
class ClientStall {
    private final Vertx vertx;
    private final HttpConfig limits;

    ClientStall(Vertx vertx, HttpConfig limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** Writes results; blocks while the client does not read them. */
    interface Writing {
        void run() throws IOException;
    }

    /** Writes results. If the client does not read them in time, this method closes the connection or the HTTP/2 stream. */
    void write(HttpServerRequest request, Writing results) throws IOException {
        long timer = vertx.setTimer(
                limits.importStall().toMillis(), late -> request.response().reset());
        try {
            results.run();
        } finally {
            vertx.cancelTimer(timer);
        }
    }
}
