package sslorders.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReceiverAddressesTest {
    private static final AddressPolicy PUBLIC_ONLY = new AddressPolicy(false, false);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void onlyAllowedAddressesAreUsedInTurn() throws Exception {
        ReceiverAddresses addresses = addresses("10.0.0.1", "1.1.1.1", "127.0.0.1", "1.0.0.1");

        assertThat(addresses.of("host", PUBLIC_ONLY, 0, LONG)).isEqualTo(address("1.1.1.1"));
        assertThat(addresses.of("host", PUBLIC_ONLY, 1, LONG)).isEqualTo(address("1.0.0.1"));
        assertThat(addresses.of("host", PUBLIC_ONLY, 2, LONG)).isEqualTo(address("1.1.1.1"));
    }

    @Test
    void hostWithoutAllowedAddressIsRefused() {
        assertThatThrownBy(() -> addresses("10.0.0.1", "::1").of("host", PUBLIC_ONLY, 0, LONG))
                .isInstanceOf(ReceiverAddresses.Refused.class)
                .hasMessage("address not allowed");
    }

    @Test
    void unknownHostIsRefused() {
        ReceiverAddresses unknown = new ReceiverAddresses(host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> unknown.of("host", PUBLIC_ONLY, 0, LONG)).hasMessage("unknown host");
    }

    @Test
    void slowNameServerTimesOut() {
        CountDownLatch end = new CountDownLatch(1);
        ReceiverAddresses slow = new ReceiverAddresses(host -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new InetAddress[0];
        });

        assertThatThrownBy(() -> slow.of("host", PUBLIC_ONLY, 0, Duration.ofMillis(50)))
                .hasMessage("name resolution timeout");
        end.countDown();
    }

    private static ReceiverAddresses addresses(String... texts) {
        InetAddress[] all = Stream.of(texts).map(ReceiverAddressesTest::address).toArray(InetAddress[]::new);
        return new ReceiverAddresses(host -> all);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
