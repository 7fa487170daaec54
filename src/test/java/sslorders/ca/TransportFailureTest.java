package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportFailureTest {

    static Stream<Throwable> beforeTheRequestWasWritten() {
        return Stream.of(
                new ConnectException("refused"),
                new NoRouteToHostException(),
                new UnknownHostException("ca.example"),
                new SSLHandshakeException("not trusted"),
                new ConnectTimeoutException());
    }

    static Stream<Throwable> maybeAfterIt() {
        return Stream.of(
                new IOException("closed"),
                new SocketException("Connection reset"),
                new SocketTimeoutException(),
                new TimeoutException(),
                new SSLException("closed"),
                new IllegalStateException());
    }

    @ParameterizedTest
    @MethodSource("beforeTheRequestWasWritten")
    void aFailureBeforeTheRequestWasWrittenIsNotExecuted(Throwable failure) {
        assertThat(TransportFailure.outcome(failure)).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(TransportFailure.outcome(new IllegalStateException(new IOException(failure))))
                .isInstanceOf(Outcome.NotExecuted.class);
    }

    @ParameterizedTest
    @MethodSource("maybeAfterIt")
    void anyOtherFailureIsUnknown(Throwable failure) {
        assertThat(TransportFailure.outcome(failure)).isInstanceOf(Outcome.Unknown.class);
        assertThat(TransportFailure.outcome(new IllegalStateException(new IOException(failure))))
                .isInstanceOf(Outcome.Unknown.class);
    }
}
