package sslorders.admission;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import sslorders.http.RequestChannel;

/**
 * Closes a connection whose client takes too long to send the header of a request. The time of the first one begins with the
 * connection and includes the TLS handshake; of a later one with its first byte, so that a connection may be idle between
 * requests. Of HTTP/2 only the first is timed. All of it runs on the event loop of the connection.
 */
final class HeaderDeadline extends ChannelInboundHandlerAdapter {
    private final long millis;
    private ScheduledFuture<?> deadline;
    private int requests;
    private boolean isPartial;
    private boolean isHttp2;

    HeaderDeadline(long millis) {
        this.millis = millis;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        schedule(context.channel());
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        isPartial = true;
        context.fireChannelRead(bytes);
    }

    /** A header that came at once has begun its request by now, and costs no timer. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (isPartial && requests == 0 && deadline == null && !isHttp2) {
            schedule(context.channel());
        }
    }

    /** To be called when the header of a request is complete; without effect on connections that are not timed. */
    static void requestBegins(HttpServerRequest request) {
        HeaderDeadline timed = of(request);
        if (timed != null) {
            timed.requests++;
            timed.isPartial = false;
            timed.isHttp2 = request.version() == HttpVersion.HTTP_2;
            timed.cancel();
        }
    }

    /** To be called once for each request that has begun, on any thread. */
    static void requestEnds(HttpServerRequest request) {
        HeaderDeadline timed = of(request);
        if (timed != null) {
            RequestChannel.of(request).eventLoop().execute(() -> timed.requests--);
        }
    }

    private static HeaderDeadline of(HttpServerRequest request) {
        return RequestChannel.of(request).pipeline().get(HeaderDeadline.class);
    }

    private void schedule(Channel connection) {
        deadline = connection.eventLoop().schedule(() -> connection.close(), millis, TimeUnit.MILLISECONDS);
    }

    private void cancel() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
