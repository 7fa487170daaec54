package sslorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCheckTest {
    @Test
    void validValueIsRead() {
        assertThat(new PositiveInteger().convert(" 1 ")).isEqualTo(1);
        assertThat(new PositiveLong().convert("3000000000")).isEqualTo(3_000_000_000L);
        assertThat(new Ratio().convert("0.5")).isEqualTo(0.5);
        assertThat(new Ratio().convert("1")).isEqualTo(1);
        assertThat(new PositiveDuration().convert("10m")).isEqualTo(Duration.ofMinutes(10));
        assertThat(new PositiveDuration().convert("PT0.000000001S")).isEqualTo(Duration.ofNanos(1));
        assertThat(new NonNegativeDuration().convert("0s")).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void emptyTextIsAbsent(String text) {
        assertThat(new PositiveInteger().convert(text)).isNull();
        assertThat(new PositiveLong().convert(text)).isNull();
        assertThat(new Ratio().convert(text)).isNull();
        assertThat(new PositiveDuration().convert(text)).isNull();
        assertThat(new NonNegativeDuration().convert(text)).isNull();
        assertThat(new ReferenceBase().convert(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.1", "NaN"})
    void ratioOutOfRangeIsRejected(String ratio) {
        rejected(new Ratio(), ratio, "must be greater than 0 and at most 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void numberOutOfRangeIsRejected(String number) {
        rejected(new PositiveInteger(), number, "must be at least 1");
        rejected(new PositiveLong(), number, "must be at least 1");
    }

    @Test
    void durationOutOfRangeIsRejected() {
        rejected(new PositiveDuration(), "0s", "must be positive");
        rejected(new PositiveDuration(), "PT-1S", "must be positive");
        rejected(new NonNegativeDuration(), "PT-1S", "must not be negative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/problems", "/a/b/", "/", "https://portal.example.com", "http://[::1]:8080/help/"})
    void referenceBaseEndsWithSlash(String base) {
        assertThat(new ReferenceBase().convert(base))
                .startsWith(base)
                .endsWith("/")
                .doesNotEndWith("//");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "problems/",
                "//portal.example.com/",
                "ftp://portal.example.com/",
                "javascript:alert(1)",
                "https://",
                "https://user@portal.example.com/",
                "/a?b=",
                "/a#b",
                "/a b"
            })
    void otherReferenceBaseIsRejected(String base) {
        rejected(
                new ReferenceBase(),
                base,
                "must be an http or https URL, or a path that begins with a slash, without a query or fragment");
    }

    @Test
    void switchIsTrueOrFalse() {
        assertThat(new Switch().convert("true")).isTrue();
        assertThat(new Switch().convert("false")).isFalse();
        rejected(new Switch(), "no", "must be true or false");
        rejected(new Switch(), "FALSE", "must be true or false");
    }

    @Test
    void shorterDurationPreventsTheStart() {
        Duration week = Duration.ofDays(7);
        assertThat(ConfigCheck.notShorter("key", week, "other", week)).isEqualTo(week);
        assertThatThrownBy(() -> ConfigCheck.notShorter("the.key", Duration.ofDays(6), "other", week))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the.key: ")
                .hasMessageContaining("other");
    }

    private static void rejected(Converter<?> converter, String text, String rule) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(rule);
    }
}
