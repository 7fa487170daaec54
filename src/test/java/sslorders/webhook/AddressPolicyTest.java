package sslorders.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private static final AddressPolicy PUBLIC_ONLY = new AddressPolicy(false, false);
    private static final AddressPolicy WITH_LOOPBACK = new AddressPolicy(true, false);
    private static final AddressPolicy WITH_PRIVATE = new AddressPolicy(false, true);
    private static final AddressPolicy ALL = new AddressPolicy(true, true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "169.253.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001:82a::2004",
                "64:ff9b::1.1.1.1"
            })
    void publicAddressIsAllowed(String address) throws UnknownHostException {
        assertThat(PUBLIC_ONLY.allows(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1", "64:ff9b::127.0.0.1", "2130706433"})
    void loopbackAddressNeedsItsPermission(String address) throws UnknownHostException {
        assertThat(PUBLIC_ONLY.allows(InetAddress.getByName(address))).isFalse();
        assertThat(WITH_PRIVATE.allows(InetAddress.getByName(address))).isFalse();
        assertThat(WITH_LOOPBACK.allows(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.0.0",
                "192.168.255.255",
                "fc00::1",
                "fdff:ffff::1",
                "::ffff:10.1.2.3",
                "64:ff9b::10.1.2.3"
            })
    void privateAddressNeedsItsPermission(String address) throws UnknownHostException {
        assertThat(PUBLIC_ONLY.allows(InetAddress.getByName(address))).isFalse();
        assertThat(WITH_LOOPBACK.allows(InetAddress.getByName(address))).isFalse();
        assertThat(WITH_PRIVATE.allows(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::7f00:1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff::1",
                "100::1",
                "4000::1",
                "64:ff9b::169.254.169.254"
            })
    void addressWithoutReceiverIsNeverAllowed(String address) throws UnknownHostException {
        assertThat(ALL.allows(InetAddress.getByName(address))).isFalse();
    }
}
