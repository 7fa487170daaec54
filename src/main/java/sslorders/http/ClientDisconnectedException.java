package sslorders.http;

import java.io.IOException;

/** The connection to a client has ended under its request: nobody reads an answer, and it is no failure of the service. */
public final class ClientDisconnectedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param request what broke off, and how far it had come, for the log */
    public ClientDisconnectedException(String request, IOException cause) {
        super(request, cause);
    }
}
