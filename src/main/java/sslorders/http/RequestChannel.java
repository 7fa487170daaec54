package sslorders.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** Netty's channel below a request. Vert.x has no public way to it, so this class alone depends on its internal one. */
public final class RequestChannel {
    private RequestChannel() {}

    /** The channel of the request's connection, which all streams of HTTP/2 share. */
    public static Channel of(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** The place of Vert.x's own handler in the channel's pipeline, from which it writes. */
    public static ChannelHandlerContext context(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channelHandlerContext();
    }
}
