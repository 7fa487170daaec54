package sslorders.ca;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import sslorders.ca.CheckStep.Kind;
import sslorders.text.RootCause;
import sslorders.text.Unprintable;

/**
 * Checks the way to a server without sending a request: the name, the TCP connection and the TLS handshake. It uses the HTTP client of
 * the CA's calls, and therefore their proxy, trust store, client certificate and timeouts.
 */
final class ConnectionProbe {
    /** The time by which this class waits longer than the client, so that the client reports which of its timeouts expired. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private static final int LONGEST_TEXT = 300;

    private final HttpClient client;
    private final RequestOptions server;
    private final Timeouts timeouts;
    private final Optional<String> proxy;

    /**
     * @param server host, port and TLS
     * @param proxy the configured proxy as {@code host:port}
     */
    ConnectionProbe(HttpClient client, RequestOptions server, Timeouts timeouts, Optional<String> proxy) {
        this.client = client;
        this.server = server;
        this.timeouts = timeouts;
        this.proxy = proxy;
    }

    /** Returns the steps {@link Kind#NAME}, {@link Kind#CONNECTION} and {@link Kind#TLS}. */
    List<CheckStep> steps() {
        CheckStep name = name();
        List<CheckStep> steps = new ArrayList<>(List.of(name));
        if (name.result() == CheckStep.Result.FAILED) {
            steps.add(CheckStep.notAttempted(Kind.CONNECTION));
            steps.add(CheckStep.notAttempted(Kind.TLS));
        } else {
            steps.addAll(connect());
        }
        return steps;
    }

    /** Resolves the name. With a proxy, a failure is not an error, because the proxy resolves the name. */
    private CheckStep name() {
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(server.getHost()));
        Thread.ofVirtual().name("ca-check-name").start(lookup);
        String failure;
        try {
            InetAddress[] addresses = lookup.get(timeouts.connect().toNanos(), TimeUnit.NANOSECONDS);
            return CheckStep.proven(
                    Kind.NAME,
                    server.getHost() + " is "
                            + Arrays.stream(addresses)
                                    .map(InetAddress::getHostAddress)
                                    .collect(Collectors.joining(", ")));
        } catch (TimeoutException late) {
            failure = "timeout while resolving " + server.getHost();
        } catch (ExecutionException unknown) {
            failure = "unknown host " + server.getHost();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failure = "interrupted";
        }
        String text = failure;
        return proxy.map(host -> CheckStep.notProven(Kind.NAME, text + "; the proxy " + host + " resolves the name"))
                .orElseGet(() -> CheckStep.failed(Kind.NAME, text));
    }

    private List<CheckStep> connect() {
        CompletableFuture<HttpClientRequest> connected = new CompletableFuture<>();
        client.request(server).onComplete(result -> {
            if (result.failed()) {
                connected.completeExceptionally(result.cause());
            } else {
                // Without a handler, Vert.x would log that the request was not sent.
                result.result().exceptionHandler(reported -> {});
                if (!connected.complete(result.result())) {
                    result.result().connection().close();
                }
            }
        });
        try {
            Duration longest = timeouts.beforeSending().plus(MARGIN);
            HttpConnection connection =
                    connected.get(longest.toNanos(), TimeUnit.NANOSECONDS).connection();
            try {
                return List.of(connection(connection), tls(connection));
            } finally {
                connection.close();
            }
        } catch (TimeoutException late) {
            connected.cancel(false);
            return unconnected("connect timeout");
        } catch (InterruptedException interrupted) {
            connected.cancel(false);
            Thread.currentThread().interrupt();
            return unconnected("interrupted");
        } catch (ExecutionException failed) {
            return failed(failed.getCause());
        }
    }

    private CheckStep connection(HttpConnection connection) {
        return CheckStep.proven(
                Kind.CONNECTION,
                proxy.map(host -> "connected through the proxy " + host)
                        .orElseGet(() ->
                                "connected to " + connection.remoteAddress(true).hostAddress() + " port " + port()));
    }

    private CheckStep tls(HttpConnection connection) {
        SSLSession session = connection.sslSession();
        if (session == null) {
            return CheckStep.notProven(Kind.TLS, "no TLS, because the URL is http");
        }
        try {
            X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
            return CheckStep.proven(
                    Kind.TLS,
                    text("%s, certificate of %s, issued by %s, expires %s"
                            .formatted(
                                    session.getProtocol(),
                                    certificate.getSubjectX500Principal().getName(),
                                    certificate.getIssuerX500Principal().getName(),
                                    certificate.getNotAfter().toInstant())));
        } catch (SSLPeerUnverifiedException anonymous) {
            return CheckStep.failed(Kind.TLS, session.getProtocol() + ", the server has no certificate");
        }
    }

    private List<CheckStep> failed(Throwable failure) {
        String detail = HttpExchange.noConnection(failure) + ": " + text(message(failure));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return List.of(
                        CheckStep.proven(Kind.CONNECTION, "connected to port " + port()),
                        CheckStep.failed(Kind.TLS, detail));
            }
        }
        return unconnected(detail);
    }

    private static List<CheckStep> unconnected(String detail) {
        return List.of(CheckStep.failed(Kind.CONNECTION, detail), CheckStep.notAttempted(Kind.TLS));
    }

    private int port() {
        return server.getPort();
    }

    /** Returns the message of the root cause. It contains no part of a request, because none was sent. */
    private static String message(Throwable failure) {
        Throwable root = RootCause.of(failure);
        return Optional.ofNullable(root.getMessage())
                .orElseGet(() -> root.getClass().getSimpleName());
    }

    /** Returns the text of a server or a library in one line of limited length. */
    private static String text(String text) {
        String line = Unprintable.escaped(text);
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }
}
