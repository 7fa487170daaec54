package sslorders.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Serializes times exactly as {@link Instant#toString()} does, but without the formatter of that method. The formatter used 8 %
 * of the CPU time for a page of orders (docs/performance.md).
 */
@Singleton
class FastInstantSerializer implements ObjectMapperCustomizer {

    /** Registers this module last, because the last registered module for a type takes precedence. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("fast instants").addSerializer(Instant.class, new Instants()));
    }

    private static final class Instants extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;
        private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        private static final long YEAR_10000 =
                Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() + 1;

        Instants() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (time.getEpochSecond() < YEAR_0 || time.getEpochSecond() >= YEAR_10000) {
                // Such a year has a sign.
                json.writeString(time.toString());
                return;
            }
            char[] text = "yyyy-MM-ddTHH:mm:ss.nnnnnnnnnZ".toCharArray();
            LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
            put(text, 0, 4, utc.getYear());
            put(text, 5, 2, utc.getMonthValue());
            put(text, 8, 2, utc.getDayOfMonth());
            put(text, 11, 2, utc.getHour());
            put(text, 14, 2, utc.getMinute());
            put(text, 17, 2, utc.getSecond());
            put(text, 20, 9, time.getNano());
            int end = 20 + decimals(time.getNano());
            // No fraction: 'Z' replaces the decimal point.
            end = end == 20 ? 19 : end;
            text[end] = 'Z';
            json.writeString(text, 0, end + 1);
        }

        /** Returns the number of decimals: 0, 3, 6 or 9. */
        private static int decimals(int nano) {
            if (nano == 0) {
                return 0;
            }
            if (nano % 1_000_000 == 0) {
                return 3;
            }
            return nano % 1_000 == 0 ? 6 : 9;
        }

        private static void put(char[] text, int from, int digits, int number) {
            int rest = number;
            for (int i = from + digits - 1; i >= from; i--) {
                text[i] = (char) ('0' + rest % 10);
                rest /= 10;
            }
        }
    }
}
