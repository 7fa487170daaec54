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
 * One request and its reply, on a connection of its own. The calling thread waits, step by step, each with a limit of its
 * own; the event loop of the connection does the rest.
 *
 * <p>What was sent is known, not guessed: the event loop writes the request only if it wins {@link Step#SENT}, and a caller
 * that has won {@link Step#GIVEN_UP} knows that nothing will be written any more. See docs/adr/0018-the-ca-transport.md.
 */
final class HttpExchange {

    private enum Step {
        CONNECTING,
        SENT,
        GIVEN_UP
    }

    private final Function<HttpClientResponse, ReplyBody> bodies;
    private final AtomicReference<Step> step = new AtomicReference<>(Step.CONNECTING);
    private final CompletableFuture<HttpConnection> connection = new CompletableFuture<>();
    private final CompletableFuture<HttpClientResponse> head = new CompletableFuture<>();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final Context context;

    /**
     * @param context the one of the calling thread, in which all callbacks run
     * @param bodies what takes the body of a reply with that head
     */
    HttpExchange(Context context, Function<HttpClientResponse, ReplyBody> bodies) {
        this.context = context;
        this.bodies = bodies;
    }

    /** Gets a connection and sends the request on it. Returns at once. */
    void start(HttpClient client, RequestOptions options, Optional<byte[]> payload) {
        client.request(options).onComplete(result -> connected(result, payload));
    }

    /**
     * Waits until the request is on its way.
     *
     * @throws NoReply not executed, if it is not; it will not be sent later either
     */
    void awaitSending(Duration time) {
        try {
            await(connection, time);
        } catch (TimeoutException late) {
            if (step.compareAndSet(Step.CONNECTING, Step.GIVEN_UP)) {
                throw notExecuted("connect timeout");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            if (step.compareAndSet(Step.CONNECTING, Step.GIVEN_UP)) {
                throw notExecuted("interrupted");
            }
        } catch (ExecutionException failed) {
            throw notExecuted(noConnection(failed.getCause()));
        }
    }

    /**
     * Waits for the head of the reply.
     *
     * @throws NoReply unknown, if none comes: the request may have been read
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
            // The class alone: a message may repeat what was sent or received.
            throw unknown("connection lost, "
                    + RootCause.of(broken.getCause()).getClass().getSimpleName());
        }
    }

    /** Waits for the whole body; empty if it was cut, is too large or does not come in time. */
    Optional<byte[]> awaitBody(Duration time) {
        try {
            return Optional.of(await(body, time));
        } catch (TimeoutException | ExecutionException gone) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Closes the connection, whatever is still on its way on it. */
    void end() {
        connection.thenAccept(open -> context.runOnContext(now -> open.close()));
    }

    private void connected(AsyncResult<HttpClientRequest> result, Optional<byte[]> payload) {
        if (result.failed()) {
            connection.completeExceptionally(result.cause());
            return;
        }
        HttpClientRequest request = result.result();
        // Failures come through the futures; without this, Vert.x writes them into the log with what they quote.
        request.exceptionHandler(known -> {});
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
        } catch (RuntimeException inDoubt) {
            head.completeExceptionally(inDoubt);
        }
    }

    /** The handlers are set before the event loop goes on to the first byte of the body. */
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

    /** For the log alone: whatever it was, nothing was sent. */
    private static String noConnection(Throwable failure) {
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
