package sslorders.ca;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Discards interim responses (RFC 9110, 15.2). Any number of them can precede the final response. Vert.x supports only two interim
 * statuses and treats others as the final response. The read timeout includes the time for interim responses.
 */
final class InterimResponses extends ChannelInboundHandlerAdapter {
    /** The name of Vert.x's HTTP/1.1 decoder in the pipeline. */
    private static final String CODEC = "codec";

    private boolean isInterim;

    /** Adds the handler to a new connection. */
    static void discardOn(HttpConnection connection) {
        ((ConnectionBase) connection).channel().pipeline().addAfter(CODEC, "interim", new InterimResponses());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response) {
            isInterim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                    && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        }
        if (!isInterim) {
            context.fireChannelRead(message);
            return;
        }
        isInterim = !(message instanceof LastHttpContent);
        ReferenceCountUtil.release(message);
    }
}
