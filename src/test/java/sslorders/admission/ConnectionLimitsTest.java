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

/** Connections that send no whole request, and more of them than there may be. The profile allows a second for a header. */
@QuarkusTest
@TestProfile(AdmissionTest.SmallLimits.class)
class ConnectionLimitsTest extends ServiceTest {
    private static final String END_OF_BODY = "/ssl/orders/none\"}";

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
    void headerSentByTheByteIsCutOffInTime(String beginning) throws IOException {
        assertThat(isCutOff(connect(), beginning)).isTrue();
        assertThat(isCutOff(connectWithTls(), beginning)).isTrue();
    }

    /** The first bytes of a TLS record of 16 KB with a handshake. */
    @Test
    void tlsHandshakeSentByTheByteIsCutOffInTime() throws IOException {
        assertThat(isCutOff(connect(tls), "\u0016\u0003\u0001\u0040\u0000\u0001\u0000\u003F\u00FC"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void laterHeaderSentByTheByteIsCutOffInTime(boolean withTls) throws IOException {
        Socket client = withTls ? connectWithTls() : connect();
        request(client);

        assertThat(isCutOff(client, "GET /ssl/orders HTTP/1.1\r\nX-")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectionMayBeIdleBetweenRequests(boolean withTls) throws IOException {
        Socket client = withTls ? connectWithTls() : connect();
        request(client);
        assertThat(isCutOff(connect(), "G")).as("the time has passed").isTrue();

        request(client);
    }

    @Test
    void bodyOfRequestIsNotTimed() throws IOException {
        try (ImportConnection client =
                new ImportConnection(service, TestParts.oidc().token(null, Scopes.CAPTURE))) {
            client.send("{}");
            assertThat(client.result()).isPresent();
            assertThat(isCutOff(connect(), "G")).as("the time has passed").isTrue();

            client.send("{}");
            client.finish();
            assertThat(client.result()).isPresent();
            assertThat(client.result()).isEmpty();
        }
    }

    @Test
    void connectionBeyondTheLimitIsClosedAtOnce() throws IOException {
        int answered = 0;
        while (answered <= AdmissionTest.CONNECTIONS && isAnswered(connect())) {
            answered++;
        }

        assertThat(answered).as("other tests may hold the rest").isBetween(1, AdmissionTest.CONNECTIONS);
        // One that another test closes meanwhile makes room for one more.
        await("closed before a TLS handshake").until(() -> isClosed(connect(tls)));
        closeAll();
        await("there is room again").until(() -> isAnswered(connect()));
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
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf(END_OF_BODY) < 0) {
            int letter = client.getInputStream().read();
            if (letter < 0) {
                throw new IOException("closed after " + answer);
            }
            answer.append((char) letter);
        }
        assertThat(answer).startsWith("HTTP/1.1 404");
    }

    private static boolean isAnswered(Socket client) {
        try {
            request(client);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Sends the beginning, and then a byte now and then; whether the connection is closed without an answer meanwhile. */
    private static boolean isCutOff(Socket client, String beginning) throws IOException {
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
