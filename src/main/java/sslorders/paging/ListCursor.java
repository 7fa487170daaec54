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
 * The place in a list after which the next page begins: the sort key of the last order shown. On the wire it is one
 * base64url word: the two values and a checksum over them, the cursor's version and the query that it belongs to.
 *
 * <p>The checksum finds damage and use with another query; it has no key, since a forged cursor gains nothing: it only
 * names another place in the caller's own list.
 *
 * @param sortTime the time that the list is sorted by, in microseconds, as the database keeps it
 * @param id which breaks ties; ASCII
 */
public record ListCursor(Instant sortTime, String id) {
    private static final String VERSION = "1";
    private static final int CHECKSUM = 8;

    /** No list has a time from here on. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:01Z");

    /**
     * The cursor's text.
     *
     * @param query what the list is asked for, in one canonical form, so that two queries differ if their pages do
     */
    public String encode(String query) {
        byte[] place = place();
        byte[] whole = ByteBuffer.allocate(CHECKSUM + place.length)
                .put(checksum(query, place))
                .put(place)
                .array();
        return encoder().encodeToString(whole);
    }

    /**
     * The cursor, or nothing if the text is not one that was made for this query. What comes back can be given to the
     * database, also if it was forged.
     *
     * @param idForm what the ids of the list look like
     */
    static Optional<ListCursor> decode(String text, String query, Pattern idForm) {
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        // The decoder overlooks stray bits in the last letter; a cursor has one spelling.
        if (whole.length <= CHECKSUM + Long.BYTES
                || !encoder().encodeToString(whole).equals(text)) {
            return Optional.empty();
        }
        byte[] place = Arrays.copyOfRange(whole, CHECKSUM, whole.length);
        if (!Arrays.equals(whole, 0, CHECKSUM, checksum(query, place), 0, CHECKSUM)) {
            return Optional.empty();
        }
        Instant sortTime = Instant.EPOCH.plus(ByteBuffer.wrap(place).getLong(), ChronoUnit.MICROS);
        String id = new String(place, Long.BYTES, place.length - Long.BYTES, StandardCharsets.US_ASCII);
        return Optional.of(new ListCursor(sortTime, id))
                .filter(cursor -> !sortTime.isBefore(Instant.EPOCH) && sortTime.isBefore(END_OF_TIME))
                .filter(cursor -> idForm.matcher(id).matches());
    }

    private byte[] place() {
        byte[] name = id.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, sortTime))
                .put(name)
                .array();
    }

    private static byte[] checksum(String query, byte[] place) {
        MessageDigest digest = Sha256.begin();
        digest.update((VERSION + '\n' + query + '\n').getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest.digest(place), CHECKSUM);
    }

    private static Base64.Encoder encoder() {
        return Base64.getUrlEncoder().withoutPadding();
    }
}
