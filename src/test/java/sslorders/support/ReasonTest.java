package sslorders.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.error.Detail;
import sslorders.error.ServiceException;

class ReasonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"x", " x ", "Der Kunde bat am Telefon darum: \u00e4\u00f6\u00fc \ud83d\ude00", "a/b (c) 100 %"})
    void printableTextIsValid(String text) {
        assertThat(Reason.parse(text).value()).isEqualTo(text);
    }

    @Test
    void longestReasonHas500Characters() {
        assertThat(Reason.parse("x".repeat(500)).value()).hasSize(500);
        assertThatThrownBy(() -> Reason.parse("x".repeat(501))).isInstanceOf(ServiceException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0\u2003",
                "a\nb",
                "a\u0000b",
                "a\u202eb",
                "a\u2028b",
                "for admin@acme.example",
                "\ud800"
            })
    void otherTextIsInvalid(String text) {
        assertThatThrownBy(() -> Reason.parse(text))
                .isInstanceOf(ServiceException.class)
                .hasMessage("/reason: " + Detail.REASON.with());
    }
}
