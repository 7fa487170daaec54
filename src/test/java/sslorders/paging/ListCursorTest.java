package sslorders.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListCursorTest {
    private static final Pattern IDS = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String QUERY = "acme\nissued";
    private static final ListCursor POSITION = new ListCursor(Instant.parse("2027-05-01T12:00:00.000001Z"), "order-17");

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, a",
        "2027-05-01T12:00:00.123456Z, 1001",
        "9999-12-31T00:00:00Z, ....-___",
        "2027-05-01T12:00:00Z, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void decodedCursorEqualsEncodedPosition(Instant expirySort, String id) {
        ListCursor position = new ListCursor(expirySort, id);
        String text = position.encode(QUERY);

        assertThat(ListCursor.decode(text, QUERY, IDS)).contains(position);
        assertThat(text).matches("[A-Za-z0-9_-]{23,107}");
    }

    @Test
    void cursorWithChangedCharacterIsInvalid() {
        String text = POSITION.encode(QUERY);
        for (int i = 0; i < text.length(); i++) {
            for (char other : "AaZz09-_=+/ ".toCharArray()) {
                if (text.charAt(i) != other) {
                    String changed = text.substring(0, i) + other + text.substring(i + 1);
                    assertThat(ListCursor.decode(changed, QUERY, IDS))
                            .as(changed)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void truncatedOrExtendedCursorIsInvalid() {
        String text = POSITION.encode(QUERY);
        for (int length = 0; length < text.length(); length++) {
            assertThat(ListCursor.decode(text.substring(0, length), QUERY, IDS)).isEmpty();
        }
        assertThat(ListCursor.decode(text + "A", QUERY, IDS)).isEmpty();
        assertThat(ListCursor.decode(text + "=", QUERY, IDS)).isEmpty();
        assertThat(ListCursor.decode(text + text, QUERY, IDS)).isEmpty();
    }

    @Test
    void cursorOfOtherQueryIsInvalid() {
        assertThat(ListCursor.decode(POSITION.encode(QUERY), "acme\n", IDS)).isEmpty();
        assertThat(ListCursor.decode(POSITION.encode(QUERY), "globex\nissued", IDS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-4000-01-01T00:00:00Z, 1001",
        "1969-12-31T23:59:59.999999Z, 1001",
        "9999-12-31T00:00:01Z, 1001",
        "+200000-01-01T00:00:00Z, 1001",
        "2027-05-01T12:00:00Z, a\tb",
        "2027-05-01T12:00:00Z, a b",
        "2027-05-01T12:00:00Z, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void cursorOutsideOfColumnRangesIsInvalid(Instant sortTime, String id) {
        assertThat(ListCursor.decode(new ListCursor(sortTime, id).encode(QUERY), QUERY, IDS))
                .isEmpty();
    }

    @Test
    void randomTextIsInvalidAndNeverThrows() {
        Random random = new Random(17);
        for (int i = 0; i < 10_000; i++) {
            byte[] octets = new byte[random.nextInt(120)];
            random.nextBytes(octets);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
            assertThat(ListCursor.decode(text, QUERY, IDS)).isEmpty();
        }
    }
}
