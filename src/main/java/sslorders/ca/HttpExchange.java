package sslorders.ca;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import sslorders.text.RootCause;

/**
 * One request and its response, on a separate connection. The calling thread waits for each step with a timeout. The event loop of the
 * connection does all I/O.
 *
 * <p>The exchange determines reliably whether the request was sent. The event loop writes the request only if it changes the step to
 * {@link Step#SENT}. If the caller changes the step to {@link Step#ABANDONED} first, the request is never written. See
 * docs/adr/0018-the-ca-transport.md.
 */
final class HttpExchange {

    private enum Step {
        CONNECTING,
        SENT,
        ABANDONED
    }

    private final Function<HttpClientResponse, ReplyBody> bodies;
    private final AtomicReference<Step> step = new AtomicReference<>(Step.CONNECTING);
    private final CompletableFuture<HttpConnection> connection = new CompletableFuture<>();
    private final CompletableFuture<HttpClientResponse> head = new CompletableFuture<>();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final Context context;

    /**
     * @param context the context of the calling thread, in which all callbacks run
     * @param bodies the function that returns the buffer for the body of a response with the given head
     */
    HttpExchange(Context context, Function<HttpClientResponse, ReplyBody> bodies) {
        this.context = context;
        this.bodies = bodies;
    }

    /** Starts the connection, and then sends the request. Does not block. */
    void start(HttpClient client, RequestOptions options, Optional<byte[]> payload) {
        client.request(options).onComplete(result -> connected(result, payload));
    }

    /**
     * Waits until the connection is established and the request is being sent.
     *
     * @throws NoReply with the outcome not executed, if either step fails or times out; the request is not sent later either
     */
    void awaitSending(Duration time) {
        try {
            await(connection, time);
        } catch (TimeoutException late) {
            if (step.compareAndSet(Step.CONNECTING, Step.ABANDONED)) {
                throw notExecuted("connect timeout");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            if (step.compareAndSet(Step.CONNECTING, Step.ABANDONED)) {
                throw notExecuted("interrupted");
            }
        } catch (ExecutionException failed) {
            throw notExecuted(noConnection(failed.getCause()));
        }
    }

    /**
     * Waits for the head of the response.
     *
     * @throws NoReply with the outcome unknown, if no head arrives, because the CA may have processed the request
     */
    HttpClientResponse awaitHead(Duration time) {
        try {
            return await(head, time);
        } catch (TimeoutException late) {
            throw unknown("read timeout");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unknown("interrupted");
        } catch (ExecutionException broken) {
            // Report only the class, because a message may contain parts of the request or the response.
            throw unknown("connection lost, "
                    + RootCause.of(broken.getCause()).getClass().getSimpleName());
        }
    }

    /** Waits for the complete body; empty if it is incomplete, too large or late. */
    Optional<byte[]> awaitBody(Duration time) {
        try {
            return Optional.of(await(body, time));
        } catch (TimeoutException | ExecutionException incomplete) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Closes the connection, even if data is still being sent or received. */
    void end() {
        connection.thenAccept(open -> context.runOnContext(now -> open.close()));
    }

    private void connected(AsyncResult<HttpClientRequest> result, Optional<byte[]> payload) {
        if (result.failed()) {
            connection.completeExceptionally(result.cause());
            return;
        }
        HttpClientRequest request = result.result();
        // The futures report failures. Without a handler, Vert.x would log them with parts of the exchange.
        request.exceptionHandler(reported -> {});
        if (!step.compareAndSet(Step.CONNECTING, Step.SENT)) {
            request.connection().close();
            return;
        }
        connection.complete(request.connection());
        try {
            payload.map(bytes -> request.send(Buffer.buffer(bytes)))
                    .orElseGet(request::send)
                    .onSuccess(this::replied)
                    .onFailure(head::completeExceptionally);
        } catch (RuntimeException failed) {
            head.completeExceptionally(failed);
        }
    }

    /** Sets the handlers of the response. The event loop calls this before it reads the body. */
    private void replied(HttpClientResponse response) {
        ReplyBody received = bodies.apply(response);
        response.exceptionHandler(body::completeExceptionally);
        response.handler(chunk -> {
            try {
                received.add(chunk.getBytes());
            } catch (IOException unusable) {
                body.completeExceptionally(unusable);
                connection.thenAccept(HttpConnection::close);
            }
        });
        response.endHandler(end -> {
            try {
                body.complete(received.end());
            } catch (IOException unusable) {
                body.completeExceptionally(unusable);
            }
        });
        head.complete(response);
    }

    private static <T> T await(CompletableFuture<T> future, Duration time)
            throws TimeoutException, InterruptedException, ExecutionException {
        return future.get(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static NoReply notExecuted(String cause) {
        return new NoReply(new Outcome.NotExecuted(cause, Optional.empty()));
    }

    private static NoReply unknown(String cause) {
        return new NoReply(new Outcome.Unknown(cause));
    }

    /** Returns a short description of a connection failure. In each case no request was sent. */
    static String noConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SSLException untrusted -> {
                    return "TLS handshake failed";
                }
                case UnknownHostException unknown -> {
                    return "unknown host";
                }
                case NoRouteToHostException unreachable -> {
                    return "no route to host";
                }
                case ConnectionPoolTooBusyException busy -> {
                    return "no free connection";
                }
                default -> {}
            }
        }
        return "connection failed";
    }
}
