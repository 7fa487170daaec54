package sslorders.order;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sslorders.paging.Page;
import sslorders.text.Sha256;

/**
 * The strong entity tags of orders and pages (RFC 9110, 8.8.3), without their quotes. The tag of an order consists of its version and
 * the derived members of the response, as in {@code k3f9zq1c8s0-10}. The version is {@code capturedAt}, which increases with each
 * change.
 */
final class OrderETag {
    private static final Pattern STRONG_TAG = Pattern.compile("(?:^|,)\\s*\"([0-9a-z]{1,13})-[01]{2}\"\\s*(?=,|$)");
    private static final int DIGEST = 16;

    private OrderETag() {}

    static String of(OrderView order) {
        return version(order.capturedAt()) + "-" + (order.expired() ? 1 : 0) + (order.resendSupported() ? 1 : 0);
    }

    /** Returns the tag of a page. The tag changes if an order on the page changes, or if the page contains other orders. */
    static String of(Page<OrderView> page) {
        MessageDigest digest = Sha256.begin();
        for (OrderView order : page.items()) {
            byte[] id = order.id().getBytes(StandardCharsets.US_ASCII);
            digest.update(ByteBuffer.allocate(Long.BYTES + 2 + id.length)
                    .putLong(micros(order.capturedAt()))
                    .put((byte) ((order.expired() ? 1 : 0) | (order.resendSupported() ? 2 : 0)))
                    .put((byte) id.length)
                    .put(id)
                    .array());
        }
        digest.update((byte) (page.nextCursor().isEmpty() ? 0 : 1));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), DIGEST));
    }

    /**
     * Returns whether {@code If-Match} contains the version of the order. The derived members are not compared.
     *
     * @param ifMatch the header: {@code *}, or a comma-separated list of tags; a weak tag never matches
     */
    static boolean matches(String ifMatch, Instant capturedAt) {
        if (ifMatch.strip().equals("*")) {
            return true;
        }
        String version = version(capturedAt);
        Matcher tags = STRONG_TAG.matcher(ifMatch);
        while (tags.find()) {
            if (tags.group(1).equals(version)) {
                return true;
            }
        }
        return false;
    }

    private static String version(Instant capturedAt) {
        return Long.toString(micros(capturedAt), Character.MAX_RADIX);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
