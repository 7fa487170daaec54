package sslorders.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Resolves the host of an endpoint before each call, and returns only an address to which the call can connect. The call connects to this
 * address and does not resolve the host again. Otherwise, a name server could return a public address for the check and a private one for
 * the connection (DNS rebinding).
 */
final class ReceiverAddresses {
    private final Resolver resolver;

    /** Resolves a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    ReceiverAddresses(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Returns an address of the host.
     *
     * @param call the number of the call; calls use the allowed addresses in turn, because one of them may not respond
     * @throws Refused if the host has no allowed address, or cannot be resolved in time; the message is the cause
     */
    InetAddress of(String host, AddressPolicy policy, int call, Duration timeout) throws InterruptedException {
        List<InetAddress> allowed =
                Stream.of(resolve(host, timeout)).filter(policy::allows).toList();
        if (allowed.isEmpty()) {
            throw new Refused("address not allowed");
        }
        return allowed.get(call % allowed.size());
    }

    /** Resolves in another thread, because the resolver of the operating system has no timeout of the caller. */
    private InetAddress[] resolve(String host, Duration timeout) throws InterruptedException {
        CompletableFuture<InetAddress[]> addresses = new CompletableFuture<>();
        Thread.ofVirtual().name("webhook-resolver").start(() -> {
            try {
                addresses.complete(resolver.resolve(host));
            } catch (UnknownHostException | RuntimeException failed) {
                addresses.completeExceptionally(failed);
            }
        });
        try {
            return addresses.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new Refused("name resolution timeout");
        } catch (ExecutionException failed) {
            throw new Refused("unknown host");
        }
    }

    /** The call cannot connect to the host. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Refused(String cause) {
            super(cause, null, false, false);
        }
    }
}
