package sslorders.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Disconnects a client that does not read a streamed response. */
@ApplicationScoped
public class ClientStall {
    private final Vertx vertx;
    private final HttpConfig limits;

    ClientStall(Vertx vertx, HttpConfig limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** Writes a part of the response; blocks while the client does not read it. */
    public interface Writing {
        void run() throws IOException;
    }

    /** Writes a part of the response. If the client does not read it in time, this method closes the connection or the HTTP/2 stream. */
    public void write(HttpServerRequest request, Writing part) throws IOException {
        long timer = vertx.setTimer(
                limits.importStall().toMillis(), late -> request.response().reset());
        try {
            part.run();
        } finally {
            vertx.cancelTimer(timer);
        }
    }
}
