package sslorders.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** Provides the Netty channel of a request. Vert.x has no public API for it, so only this class uses the internal API. */
public final class RequestChannel {
    private RequestChannel() {}

    /** Returns the channel of the request's connection. All streams of an HTTP/2 connection share it. */
    public static Channel of(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** Returns the context of the Vert.x handler in the channel's pipeline. Vert.x writes from this context. */
    public static ChannelHandlerContext context(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channelHandlerContext();
    }
}
