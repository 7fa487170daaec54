package sslorders.http;

import java.io.IOException;

/** Reports that a client disconnected during its request. No client reads the response, and the service did not fail. */
public final class ClientDisconnectedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param description the request and its progress when the client disconnected, for the log */
    public ClientDisconnectedException(String description, IOException cause) {
        super(description, cause);
    }
}
