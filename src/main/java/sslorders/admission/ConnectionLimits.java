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
 * Limits the number of connections to the API and the time in which a client must send a request header. Both limits apply from
 * the acceptance of a connection. The limits of Quarkus are not sufficient. Quarkus counts a TLS connection only after the
 * handshake. Its timeouts do not affect a client that sends single bytes slowly.
 */
@ApplicationScoped
class ConnectionLimits {
    private static final String BEGUN = ConnectionLimits.class.getName();

    private final VertxInternal vertx;
    private final int maxConnections;
    private final long headerMillis;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionLimits(
            Vertx vertx,
            HttpConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-connections") int maxConnections) {
        this.vertx = (VertxInternal) vertx;
        if (maxConnections < 1) {
            throw ConfigCheck.wrong("quarkus.http.limits.max-connections", "must be at least 1");
        }
        this.maxConnections = maxConnections;
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
     * Adds the limits to the listening sockets of a port. The limits are part of Netty's pipeline, because Vert.x has no hook
     * between the acceptance of a connection and its TLS handshake.
     *
     * @param port the port that was opened; if it is not positive, all listening sockets get the limits
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
        // A handler can reroute a request, which must be counted only once.
        if (exchange.get(BEGUN) == null) {
            exchange.put(BEGUN, true);
            HttpServerRequest request = exchange.request();
            HeaderDeadline.requestBegins(request);
            exchange.addEndHandler(end -> HeaderDeadline.requestEnds(request));
        }
        exchange.next();
    }

    /** Handles new connections: each message of a listening socket is a connection that has no event loop yet. */
    @Sharable
    private final class Acceptance extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel connection = (Channel) accepted;
            if (open.incrementAndGet() > maxConnections) {
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
