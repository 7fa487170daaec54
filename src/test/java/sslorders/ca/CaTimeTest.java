package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T10:00:00Z",
                "2026-01-02T10:00:00.000Z",
                "2026-01-02T10:00:00",
                "2026-01-02T10:00",
                "2026-01-02 10:00:00",
                "2026-01-02t10:00:00z",
                "2026-01-02T12:00:00+02:00",
                "2026-01-02T12:00:00.000+0200",
                "2026-01-02T12:00:00+02",
                " 2026-01-02T10:00:00.000+0000 "
            })
    void readsCommonIso8601Formats(String text) {
        assertThat(CaTime.parse(text)).contains(Instant.parse("2026-01-02T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-01-02",
                "2026-02-30T10:00:00Z",
                "1767348000000",
                "0001-01-01T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "+999999999-12-31T00:00:00Z",
                "2026-01-02T10:00:00Z and more"
            })
    void rejectsImplausibleTime(String text) {
        assertThat(CaTime.parse(text)).isEmpty();
    }

    @Test
    void missingTimeIsEmpty() {
        assertThat(CaTime.parse(null)).isEmpty();
    }
}
