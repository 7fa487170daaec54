package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.account.Scopes;
import sslorders.testing.ImportConnection;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;
import sslorders.testing.TlsClient;

/** Limits for slow connections and for the number of connections. The test profile sets the header timeout to 1 s. */
@QuarkusTest
@TestProfile(AdmissionTest.SmallLimits.class)
class ConnectionLimitsTest extends ServiceTest {
    private static final String BODY_END = "\"/problems/order-not-found\"}";

    @TestHTTPResource
    URI service;

    @TestHTTPResource(tls = true)
    URI tls;

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET /ssl/orders HTTP/1.1\r\nHost: localhost\r\nX-"})
    void slowHeaderClosesConnectionAfterTimeout(String beginning) throws IOException {
        assertThat(isClosedWithoutResponse(connect(), beginning)).isTrue();
        assertThat(isClosedWithoutResponse(connectWithTls(), beginning)).isTrue();
    }

    /** Sends the first bytes of a TLS handshake record of 16 KiB. */
    @Test
    void slowTlsHandshakeClosesConnection() throws IOException {
        assertThat(isClosedWithoutResponse(connect(tls), "\u0016\u0003\u0001\u0040\u0000\u0001\u0000\u003F\u00FC"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void slowHeaderOfSecondRequestClosesConnection(boolean withTls) throws IOException {
        Socket client = withTls ? connectWithTls() : connect();
        request(client);

        assertThat(isClosedWithoutResponse(client, "GET /ssl/orders HTTP/1.1\r\nX-"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void idleConnectionIsKeptBetweenRequests(boolean withTls) throws IOException {
        Socket client = withTls ? connectWithTls() : connect();
        request(client);
        assertThat(isClosedWithoutResponse(connect(), "G"))
                .as("the timeout has passed")
                .isTrue();

        request(client);
    }

    @Test
    void headerTimeoutDoesNotApplyToBody() throws IOException {
        try (ImportConnection client = new ImportConnection(service, orderingToken())) {
            client.send("{}");
            assertThat(client.result()).isPresent();
            assertThat(isClosedWithoutResponse(connect(), "G"))
                    .as("the timeout has passed")
                    .isTrue();

            client.send("{}");
            client.finish();
            assertThat(client.result()).isPresent();
            assertThat(client.result()).isEmpty();
        }
    }

    @Test
    void connectionAboveLimitIsClosedImmediately() throws IOException {
        int accepted = 0;
        while (accepted <= AdmissionTest.CONNECTIONS && isAccepted(connect())) {
            accepted++;
        }

        assertThat(accepted)
                .as("other tests may hold the remaining connections")
                .isBetween(1, AdmissionTest.CONNECTIONS);
        // A connection that another test closes frees a place, so the check is repeated.
        await("connection closed before the TLS handshake").until(() -> isClosed(connect(tls)));
        closeAll();
        await("a new connection is accepted").until(() -> isAccepted(connect()));
    }

    private Socket connect() throws IOException {
        return connect(service);
    }

    private Socket connect(URI address) throws IOException {
        return opened(new Socket(address.getHost(), address.getPort()));
    }

    private Socket connectWithTls() throws IOException {
        return opened(TlsClient.context().getSocketFactory().createSocket(tls.getHost(), tls.getPort()));
    }

    private Socket opened(Socket socket) throws IOException {
        open.add(socket);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void request(Socket client) throws IOException {
        send(
                client,
                "GET /ssl/orders/none HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + TestParts.oidc().token("acme", Scopes.READ) + "\r\n\r\n");
        StringBuilder response = new StringBuilder();
        while (response.indexOf(BODY_END) < 0) {
            int character = client.getInputStream().read();
            if (character < 0) {
                throw new IOException("closed after " + response);
            }
            response.append((char) character);
        }
        assertThat(response).startsWith("HTTP/1.1 404");
    }

    private static boolean isAccepted(Socket client) {
        try {
            request(client);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Sends the beginning, then one byte every 100 ms. Returns whether the server closes the connection without a response. */
    private static boolean isClosedWithoutResponse(Socket client, String beginning) throws IOException {
        long start = System.nanoTime();
        client.setSoTimeout(100);
        try {
            send(client, beginning);
            while (Duration.ofNanos(System.nanoTime() - start).toSeconds() < 8) {
                try {
                    return client.getInputStream().read() < 0;
                } catch (SocketTimeoutException stillOpen) {
                    send(client, "x");
                }
            }
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static boolean isClosed(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
