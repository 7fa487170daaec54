package sslorders.admission;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import sslorders.config.ConfigCheck;
import sslorders.http.FilterOrder;
import sslorders.http.HttpConfig;

/**
 * Bounds the connections to the API, in number and in the time that they take to send the header of a request. Both apply from
 * the moment that the operating system hands a connection over: Quarkus counts one of TLS only after its handshake, and its
 * timeouts do not apply to a client that sends a byte now and then.
 */
@ApplicationScoped
class ConnectionLimits {
    private static final String BEGUN = ConnectionLimits.class.getName();

    private final VertxInternal vertx;
    private final int most;
    private final long headerMillis;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionLimits(
            Vertx vertx, HttpConfig config, @ConfigProperty(name = "quarkus.http.limits.max-connections") int most) {
        this.vertx = (VertxInternal) vertx;
        if (most < 1) {
            throw ConfigCheck.wrong("quarkus.http.limits.max-connections", "must be at least 1");
        }
        this.most = most;
        this.headerMillis = config.headerTimeout().toMillis();
    }

    void register(@Observes Filters filters) {
        filters.register(this::begin, FilterOrder.HEADER_COMPLETE);
    }

    void httpStarted(@ObservesAsync HttpServerStart start) {
        guard(start.options().getPort());
    }

    void httpsStarted(@ObservesAsync HttpsServerStart start) {
        guard(start.options().getPort());
    }

    /**
     * Vert.x has no hook between the acceptance of a connection and its TLS handshake, so this one is in Netty's pipeline.
     *
     * @param port that has been opened; not positive for any, and then all listening sockets get the limits
     */
    private void guard(int port) {
        for (EventExecutor loop : vertx.getAcceptorEventLoopGroup()) {
            loop.execute(() -> ((SingleThreadEventLoop) loop)
                    .registeredChannelsIterator()
                    .forEachRemaining(channel -> {
                        if (channel instanceof ServerChannel
                                && (port <= 0 || port == portOf(channel.localAddress()))
                                && channel.pipeline().get(Acceptance.class) == null) {
                            channel.pipeline().addFirst(new Acceptance());
                        }
                    }));
        }
    }

    private static int portOf(SocketAddress address) {
        return address instanceof InetSocketAddress internet ? internet.getPort() : -1;
    }

    private void begin(RoutingContext exchange) {
        // A handler may route a request again, which is still the same request.
        if (exchange.get(BEGUN) == null) {
            exchange.put(BEGUN, true);
            HttpServerRequest request = exchange.request();
            HeaderDeadline.requestBegins(request);
            exchange.addEndHandler(end -> HeaderDeadline.requestEnds(request));
        }
        exchange.next();
    }

    /** Each message of a listening socket is a connection, which is not registered with an event loop yet. */
    @Sharable
    private final class Acceptance extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel connection = (Channel) accepted;
            if (open.incrementAndGet() > most) {
                open.decrementAndGet();
                connection.unsafe().closeForcibly();
            } else {
                connection.closeFuture().addListener(closed -> open.decrementAndGet());
                connection.pipeline().addLast(new HeaderDeadline(headerMillis));
                context.fireChannelRead(accepted);
            }
        }
    }
}
