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
 * Closes a connection if its client does not send a request header in time. The time for the first request starts with the
 * connection and includes the TLS handshake. The time for a later request starts with the request's first byte, so that a
 * connection can be idle between requests. On HTTP/2 connections only the first request has this deadline. All methods run on
 * the event loop of the connection unless stated otherwise.
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

    /** Starts a timer if a header is incomplete. If a header arrives in one piece, its request has begun before this call. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (isPartial && requests == 0 && deadline == null && !isHttp2) {
            schedule(context.channel());
        }
    }

    /** Must be called when the header of a request is complete. Has no effect on connections without this handler. */
    static void requestBegins(HttpServerRequest request) {
        HeaderDeadline handler = of(request);
        if (handler != null) {
            handler.requests++;
            handler.isPartial = false;
            handler.isHttp2 = request.version() == HttpVersion.HTTP_2;
            handler.cancel();
        }
    }

    /** Must be called once for each request that has begun. Can be called on any thread. */
    static void requestEnds(HttpServerRequest request) {
        HeaderDeadline handler = of(request);
        if (handler != null) {
            RequestChannel.of(request).eventLoop().execute(() -> handler.requests--);
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
