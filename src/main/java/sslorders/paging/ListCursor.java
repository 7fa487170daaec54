package sslorders.paging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import sslorders.text.Sha256;

/**
 * The position in a list after which the next page begins: the sort key of a page's last item (keyset pagination). In the API,
 * a cursor is a base64url string that contains the two values and a checksum. The checksum covers the values, the format
 * version and the query.
 *
 * <p>The checksum detects corruption and use with another query. It has no secret key, because a forged cursor gives no
 * additional access: it only selects another position in one of the caller's lists.
 *
 * @param sortTime the time that the list is sorted by, with the microsecond resolution of the database
 * @param id the ID, which is the tie-breaker for items with the same time; ASCII characters only
 */
public record ListCursor(Instant sortTime, String id) {
    private static final String VERSION = "1";
    private static final int CHECKSUM_LENGTH = 8;

    /** The exclusive upper bound of sort times. No list contains later times. */
    private static final Instant MAX_SORT_TIME = Instant.parse("9999-12-31T00:00:01Z");

    /**
     * Returns the cursor as text.
     *
     * @param query the query of the list in a canonical form, which differs for queries with different results
     */
    public String encode(String query) {
        byte[] position = position();
        byte[] bytes = ByteBuffer.allocate(CHECKSUM_LENGTH + position.length)
                .put(checksum(query, position))
                .put(position)
                .array();
        return encoder().encodeToString(bytes);
    }

    /**
     * Returns the cursor; empty if the text is not a cursor of this query. Even the values of a forged cursor can be used in a
     * database query.
     *
     * @param idPattern the pattern that the IDs of the list match
     */
    static Optional<ListCursor> decode(String text, String query, Pattern idPattern) {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        // The decoder ignores unused bits of the last character. Only the canonical encoding is accepted.
        if (decoded.length <= CHECKSUM_LENGTH + Long.BYTES
                || !encoder().encodeToString(decoded).equals(text)) {
            return Optional.empty();
        }
        byte[] position = Arrays.copyOfRange(decoded, CHECKSUM_LENGTH, decoded.length);
        if (!Arrays.equals(decoded, 0, CHECKSUM_LENGTH, checksum(query, position), 0, CHECKSUM_LENGTH)) {
            return Optional.empty();
        }
        Instant sortTime = Instant.EPOCH.plus(ByteBuffer.wrap(position).getLong(), ChronoUnit.MICROS);
        String id = new String(position, Long.BYTES, position.length - Long.BYTES, StandardCharsets.US_ASCII);
        return Optional.of(new ListCursor(sortTime, id))
                .filter(cursor -> !sortTime.isBefore(Instant.EPOCH) && sortTime.isBefore(MAX_SORT_TIME))
                .filter(cursor -> idPattern.matcher(id).matches());
    }

    private byte[] position() {
        byte[] idBytes = id.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + idBytes.length)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, sortTime))
                .put(idBytes)
                .array();
    }

    private static byte[] checksum(String query, byte[] position) {
        MessageDigest digest = Sha256.begin();
        digest.update((VERSION + '\n' + query + '\n').getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest.digest(position), CHECKSUM_LENGTH);
    }

    private static Base64.Encoder encoder() {
        return Base64.getUrlEncoder().withoutPadding();
    }
}
