package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastInstantSerializerTest {
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

    FastInstantSerializerTest() {
        new FastInstantSerializer().customize(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T08:00:00Z",
                "2026-11-22T08:00:00.100Z",
                "2026-11-22T08:00:00.000001Z",
                "2026-11-22T08:00:00.123456789Z",
                "2024-02-29T23:59:59.999999999Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "0000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59.999999999Z",
                "9999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z",
            })
    void serializedTimeEqualsParsedText(String text) throws Exception {
        assertThat(json.writeValueAsString(Instant.parse(text))).isEqualTo('"' + text + '"');
    }

    @Test
    void serializedTimeEqualsInstantToString() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            int decimals = (int) Math.pow(10, random.nextInt(10));
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-10_000_000_000L, 300_000_000_000L),
                    random.nextInt(1_000_000_000) / decimals * decimals);
            assertThat(json.writeValueAsString(time)).isEqualTo('"' + time.toString() + '"');
        }
    }
}
