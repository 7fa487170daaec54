package sslorders.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Sends requests at fixed times, regardless of earlier responses, and leaves most CPU time to the service. It uses
 * plain sockets and prepared requests, reads only status and length of a response, and runs on one thread.
 */
final class OpenLoad implements AutoCloseable {
    private static final int CONNECTIONS = 1000;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    private final NetClient client = vertx.createNetClient();
    private final URI service;
    private final List<Buffer> requests;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private int position;
    private long timer;
    private long served;
    private long rejected;
    private long failed;
    private Latencies rejections = new Latencies();

    OpenLoad(String service, List<WebLoad.Request> requests) {
        this.service = URI.create(service);
        this.requests = requests.stream()
                .map(request -> Buffer.buffer(request.method() + " " + request.path()
                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + request.token() + "\r\n\r\n"))
                .toList();
    }

    /**
     * The counts since the last call.
     *
     * @param failed the number of requests without a response, or without a free connection
     */
    record Figures(
            long served,
            long rejected,
            long failed,
            double rejectionP50Ms,
            double rejectionP99Ms,
            double rejectionMaxMs) {
        long all() {
            return served + rejected + failed;
        }
    }

    /** Sends requests at a rate from now on; does not wait. */
    void offer(double perSecond) {
        long start = System.nanoTime();
        long[] sent = {0};
        vertx.runOnContext(begin -> {
            for (int i = 0; i < CONNECTIONS; i++) {
                new Connection().open();
            }
            timer = vertx.setPeriodic(1, tick -> {
                long due = (long) ((System.nanoTime() - start) / 1e9 * perSecond);
                for (; sent[0] < due; sent[0]++) {
                    send();
                }
            });
        });
    }

    private void send() {
        Connection free = idle.poll();
        if (free == null) {
            failed++;
        } else {
            free.send(requests.get(position++ % requests.size()));
        }
    }

    /** Calculates percentiles in the caller's thread, so that the client continues. */
    Figures figures() {
        CompletableFuture<Supplier<Figures>> taken = new CompletableFuture<>();
        vertx.runOnContext(now -> {
            long itsServed = served;
            long itsRejected = rejected;
            long itsFailed = failed;
            Latencies its = rejections;
            taken.complete(() -> new Figures(
                    itsServed, itsRejected, itsFailed, its.percentile(50), its.percentile(99), its.percentile(100)));
            served = 0;
            rejected = 0;
            failed = 0;
            rejections = new Latencies();
        });
        return taken.join().get();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A connection with at most one request in progress. */
    private final class Connection {
        private NetSocket socket;
        private long sent;
        private int status;
        private long missing;

        void open() {
            client.connect(service.getPort(), service.getHost()).onComplete(connected -> {
                if (connected.failed()) {
                    vertx.setTimer(Duration.ofSeconds(1).toMillis(), later -> open());
                    return;
                }
                socket = connected.result();
                socket.handler(this::received);
                socket.closeHandler(closed -> {
                    if (sent != 0) {
                        failed++;
                        sent = 0;
                    }
                    idle.remove(this);
                    open();
                });
                idle.push(this);
            });
        }

        void send(Buffer request) {
            sent = System.nanoTime();
            status = 0;
            socket.write(request);
        }

        private void received(Buffer part) {
            if (status == 0) {
                String head = part.getString(0, Math.min(part.length(), 1024), StandardCharsets.ISO_8859_1.name())
                        .toLowerCase(Locale.ROOT);
                status = Integer.parseInt(head.substring(9, 12));
                int length = head.indexOf("content-length: ") + "content-length: ".length();
                int bodyAt = head.indexOf("\r\n\r\n") + 4;
                missing = bodyAt + Long.parseLong(head.substring(length, head.indexOf('\r', length)));
            }
            missing -= part.length();
            if (missing == 0) {
                ended();
            }
        }

        private void ended() {
            if (status == 200) {
                served++;
            } else if (status == 503) {
                rejected++;
                rejections.add(System.nanoTime() - sent, true);
            } else {
                failed++;
            }
            sent = 0;
            idle.push(this);
        }
    }
}
