package sslorders.resend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respond-async",
                "Respond-Async",
                "return=minimal, respond-async",
                " respond-async ; x=1 ,wait=10",
                "respond-async=",
            })
    void respondAsyncIsFoundAmongPreferences(String header) {
        assertThat(Preferences.respondAsync(List.of(header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", ";", "=", "wait=10", "respond-asynchronously", "return=respond-async"})
    void otherPreferencesAreIgnored(String header) {
        assertThat(Preferences.respondAsync(List.of(header))).isFalse();
    }

    @Test
    void severalHeadersOrNoneAreRead() {
        assertThat(Preferences.respondAsync(List.of("wait=10", "respond-async")))
                .isTrue();
        assertThat(Preferences.respondAsync(List.of())).isFalse();
    }
}
