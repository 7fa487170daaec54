package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respond-async",
                "Respond-Async",
                "return=minimal, respond-async",
                " respond-async ; x=1 ; y ; ; z=\"1;2,\\\"3\" ,foo=10",
                "respond-async=",
                "respond-async=\"\"",
                "foo=\"respond-async, bar\\\"\", respond-async",
                "foo bar, respond-async",
            })
    void respondAsyncIsFoundAmongPreferences(String header) {
        Preferences preferences = parse(header);

        assertThat(preferences.respondAsync()).isTrue();
        assertThat(preferences.isAsync()).isTrue();
        assertThat(preferences.applied(LONGEST)).contains("respond-async");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ";",
                "=",
                "\"",
                "respond-asynchronously",
                "return=respond-async",
                "foo;respond-async",
                "foo=\"respond-async, bar\"",
                "foo=\"bar, respond-async",
                "respond-async; =1",
                "respond-async; x=1 2",
                "respond async",
                "respond-async=a b",
                "respond-async=\"a\"b\"",
            })
    void otherOrMalformedPreferencesAreIgnored(String header) {
        assertThat(parse(header)).isEqualTo(Preferences.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "wait=10 | 10",
                "Wait = 10 | 10",
                "wait=\"10\" | 10",
                "wait=\"\\1\\0\" | 10",
                "wait=010 | 10",
                "wait=0 | 0",
                "wait=000 | 0",
                "return=minimal, wait=7; x=y | 7",
                "wait=5, wait=6 | 5",
                "wait==5, wait=6 | 6",
                "wait=999999999 | 999999999",
                "wait=00000000000000000005 | 5",
                "wait=99999999999999999999 | 999999999",
            })
    void waitIsParsed(String header, long seconds) {
        assertThat(parse(header).preferredWait()).contains(Duration.ofSeconds(seconds));
        assertThat(parse(header).respondAsync()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait",
                "wait=",
                "wait=\"\"",
                "wait=-1",
                "wait=+1",
                "wait=1.5",
                "wait=1s",
                "wait=\"1 \"",
                "wait=\"1\\\"",
                "wait=x, wait=5",
                "foo; wait=5",
                "wait=\u0661",
            })
    void waitWithoutWholeSecondsIsIgnored(String header) {
        assertThat(parse(header)).isEqualTo(Preferences.NONE);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "30, 30", "31, 30", "999999999999, 30"})
    void waitIsLimitedToConfiguredMaximum(String preferred, long applied) {
        Preferences preferences = parse("wait=" + preferred);

        assertThat(preferences.waitWithin(LONGEST)).isEqualTo(Duration.ofSeconds(applied));
        assertThat(preferences.applied(LONGEST)).contains("wait=" + applied);
    }

    @Test
    void appliedWaitIsRoundedUpToWholeSeconds() {
        Preferences preferences = parse("wait=5");

        assertThat(preferences.waitWithin(Duration.ofMillis(1500))).isEqualTo(Duration.ofMillis(1500));
        assertThat(preferences.applied(Duration.ofMillis(1500))).contains("wait=2");
    }

    @Test
    void withoutWaitTheMaximumApplies() {
        assertThat(Preferences.NONE.waitWithin(LONGEST)).isEqualTo(LONGEST);
        assertThat(Preferences.NONE.applied(LONGEST)).isEmpty();
        assertThat(Preferences.NONE.isAsync()).isFalse();
    }

    @Test
    void respondAsyncWithWaitIsAsyncOnlyAfterTheWait() {
        Preferences preferences = parse("respond-async, wait=10");

        assertThat(preferences.isAsync()).isFalse();
        assertThat(preferences.waitWithin(LONGEST)).isEqualTo(Duration.ofSeconds(10));
        assertThat(preferences.applied(LONGEST)).contains("respond-async, wait=10");
        assertThat(parse("respond-async, wait=0").isAsync()).isTrue();
    }

    @Test
    void severalHeadersOrNoneAreRead() {
        assertThat(Preferences.parse(List.of("wait=10", "respond-async"))).isEqualTo(parse("respond-async, wait=10"));
        assertThat(Preferences.parse(List.of())).isEqualTo(Preferences.NONE);
    }

    /** A header can have up to 16 KiB. */
    @ParameterizedTest
    @ValueSource(strings = {"\\\"", "a=\"", " ", ";", ",", "a", "0", "\\", "="})
    void longHeaderIsParsed(String part) {
        assertThat(parse("x=\"" + part.repeat(16_384))).isEqualTo(Preferences.NONE);
        assertThat(parse(part.repeat(16_384))).isEqualTo(Preferences.NONE);
    }

    private static Preferences parse(String header) {
        return Preferences.parse(List.of(header));
    }
}
