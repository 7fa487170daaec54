package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderCursorTest {
    private static final String QUERY = "acme\nissued";
    private static final OrderCursor PLACE = new OrderCursor(Instant.parse("2027-05-01T12:00:00.000001Z"), "order-17");

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, a",
        "2027-05-01T12:00:00.123456Z, 1001",
        "9999-12-31T00:00:00Z, ....-___",
        "2027-05-01T12:00:00Z, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void aCursorComesBackAsItWas(Instant expirySort, String id) {
        OrderCursor place = new OrderCursor(expirySort, id);
        String text = place.encode(QUERY);

        assertThat(OrderCursor.decode(text, QUERY)).contains(place);
        assertThat(text).matches("[A-Za-z0-9_-]{23,107}");
    }

    @Test
    void aCursorChangedInAnyLetterIsRefused() {
        String text = PLACE.encode(QUERY);
        for (int i = 0; i < text.length(); i++) {
            for (char other : "AaZz09-_=+/ ".toCharArray()) {
                if (text.charAt(i) != other) {
                    String changed = text.substring(0, i) + other + text.substring(i + 1);
                    assertThat(OrderCursor.decode(changed, QUERY)).as(changed).isEmpty();
                }
            }
        }
    }

    @Test
    void aCursorCutOrLengthenedAnywhereIsRefused() {
        String text = PLACE.encode(QUERY);
        for (int length = 0; length < text.length(); length++) {
            assertThat(OrderCursor.decode(text.substring(0, length), QUERY)).isEmpty();
        }
        assertThat(OrderCursor.decode(text + "A", QUERY)).isEmpty();
        assertThat(OrderCursor.decode(text + "=", QUERY)).isEmpty();
        assertThat(OrderCursor.decode(text + text, QUERY)).isEmpty();
    }

    @Test
    void aCursorOfAnotherQueryIsRefused() {
        assertThat(OrderCursor.decode(PLACE.encode(QUERY), "acme\n")).isEmpty();
        assertThat(OrderCursor.decode(PLACE.encode(QUERY), "globex\nissued")).isEmpty();
    }

    @Test
    void noiseIsRefusedAndNeverThrows() {
        Random noise = new Random(17);
        for (int i = 0; i < 10_000; i++) {
            byte[] octets = new byte[noise.nextInt(120)];
            noise.nextBytes(octets);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
            assertThat(OrderCursor.decode(text, QUERY)).isEmpty();
        }
    }
}
