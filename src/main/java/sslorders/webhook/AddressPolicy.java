package sslorders.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides to which IP addresses an endpoint's calls can connect. Public addresses are always allowed. Addresses without a receiver
 * outside of this network, such as link-local and multicast addresses, are never allowed. Pure.
 *
 * @param allowsLoopback whether the loopback addresses are allowed
 * @param allowsPrivate whether the addresses of private networks are allowed
 */
record AddressPolicy(boolean allowsLoopback, boolean allowsPrivate) {
    private static final List<Block> LOOPBACK = blocks("127.0.0.0/8", "::1/128");

    /** RFC 1918, RFC 6598 (addresses behind the NAT of a carrier) and RFC 4193. */
    private static final List<Block> PRIVATE =
            blocks("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

    /** The special-purpose blocks of RFC 6890 inside the public ranges. */
    private static final List<Block> RESERVED = blocks(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** The global unicast addresses: all of IPv4 and the allocated range of IPv6. */
    private static final List<Block> PUBLIC = blocks("0.0.0.0/0", "2000::/3");

    /** The prefix with which DNS64 maps IPv4 addresses (RFC 6052). */
    private static final Block MAPPED = Block.of("64:ff9b::/96");

    private static final int IPV4_LENGTH = 4;

    /** Returns whether a call can connect to the address. */
    boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        return allows(
                MAPPED.contains(bytes) ? Arrays.copyOfRange(bytes, bytes.length - IPV4_LENGTH, bytes.length) : bytes);
    }

    private boolean allows(byte[] address) {
        if (isIn(LOOPBACK, address)) {
            return allowsLoopback;
        }
        if (isIn(PRIVATE, address)) {
            return allowsPrivate;
        }
        return isIn(PUBLIC, address) && !isIn(RESERVED, address);
    }

    private static boolean isIn(List<Block> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(Block::of).toList();
    }

    /** A block of addresses with a common prefix. */
    private record Block(byte[] first, int bits) {

        static Block of(String text) {
            int slash = text.indexOf('/');
            try {
                return new Block(
                        InetAddress.getByName(text.substring(0, slash)).getAddress(),
                        Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException notAnAddress) {
                throw new IllegalArgumentException(text, notAnAddress);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int shift = Byte.SIZE - bits % Byte.SIZE;
            return Arrays.equals(first, 0, whole, address, 0, whole)
                    && (whole == first.length || (first[whole] & 0xff) >> shift == (address[whole] & 0xff) >> shift);
        }
    }
}
