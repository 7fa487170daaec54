package sslorders.admission;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import sslorders.http.RequestChannel;

/**
 * Limits the memory of complete responses that clients have not read. Each response has a deadline, and all responses share a
 * budget in bytes. A response that exceeds its deadline is aborted: its connection is closed, or its HTTP/2 stream is reset. If
 * the total exceeds the budget, the oldest response is aborted.
 */
@Singleton
class UnsentResponses {
    private final long budget;
    private final long timeoutMillis;
    private final Set<Unsent> oldestFirst = new LinkedHashSet<>();
    private long total;

    UnsentResponses(AdmissionConfig config) {
        this.budget = config.maxUnsentBytes().orElse(HeapBudget.ofThisProcess().unsentBytes());
        this.timeoutMillis = config.responseTimeout().toMillis();
    }

    /** Returns true if the connection of the request is open. The result is exact only on the request's event loop. */
    static boolean isOpen(HttpServerRequest request) {
        return RequestChannel.of(request).isActive();
    }

    /**
     * Tracks a response. Must be called when the response has ended.
     *
     * @param sent runs once, when the whole response was sent, or the connection or stream is closed
     */
    void afterSending(HttpServerRequest request, Runnable sent) {
        ChannelHandlerContext channel = RequestChannel.context(request);
        if (request.version() == HttpVersion.HTTP_2) {
            channel.executor().execute(() -> afterClosing(request.response(), channel, sent));
        } else {
            // Runs after all writes of the response, since other threads delegate their writes to this event loop as
            // well.
            channel.executor().execute(() -> afterWriting(channel, sent));
        }
    }

    private void afterWriting(ChannelHandlerContext channel, Runnable sent) {
        ChannelOutboundBuffer buffer = channel.channel().unsafe().outboundBuffer();
        long bytes = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        if (bytes == 0) {
            sent.run();
            return;
        }
        Unsent response = new Unsent(channel, bytes, sent, () -> channel.close());
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> response.end());
    }

    /** An HTTP/2 stream closes after its last frame is written. The client's flow-control window can delay that. */
    private void afterClosing(HttpServerResponse response, ChannelHandlerContext channel, Runnable sent) {
        if (response.closed()) {
            sent.run();
            return;
        }
        Unsent unsent = new Unsent(channel, response.bytesWritten(), sent, () -> response.reset());
        response.closeHandler(closed -> unsent.end());
    }

    private synchronized Unsent add(Unsent response) {
        oldestFirst.add(response);
        total += response.bytes;
        return total > budget ? oldestFirst.iterator().next() : null;
    }

    private synchronized void remove(Unsent response) {
        if (oldestFirst.remove(response)) {
            total -= response.bytes;
        }
    }

    /** One response that its client has not read completely. */
    private final class Unsent {
        private final long bytes;
        private final Runnable sent;
        private final Channel channel;
        private final Runnable close;
        private final ScheduledFuture<?> deadline;
        private final AtomicBoolean ended = new AtomicBoolean();

        Unsent(ChannelHandlerContext context, long bytes, Runnable sent, Runnable close) {
            this.bytes = bytes;
            this.sent = sent;
            this.channel = context.channel();
            this.close = close;
            this.deadline = channel.eventLoop().schedule(close, timeoutMillis, TimeUnit.MILLISECONDS);
            Unsent oldest = add(this);
            if (oldest != null) {
                oldest.channel.eventLoop().execute(oldest.close);
            }
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                deadline.cancel(false);
                remove(this);
                sent.run();
            }
        }
    }
}
