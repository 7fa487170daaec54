package sslorders.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.http.PathReference;

class UnprintableTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, '\t', '\n', '\r', 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0xad, 0x200b, 0x200e, 0x2028, 0x2029, 0x202e,
                0x2066, 0xfeff, 0xd800, 0xdfff, 0xe0001
            })
    void lineSpoofingCharacterIsEscaped(int codePoint) {
        String text = "a" + Character.toString(codePoint) + "b";

        assertThat(Unprintable.isIn(text)).isTrue();
        assertThat(Unprintable.escaped(text)).isEqualTo("a\\u%04xb".formatted(codePoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /ssl/orders 200", "Größe Ärger 漢字 \ud83d\ude00", "a\u00a0b", "\\u001b"})
    void ordinaryTextIsReturnedUnchanged(String text) {
        assertThat(Unprintable.isIn(text)).isFalse();
        assertThat(Unprintable.escaped(text)).isSameAs(text);
    }

    @Test
    void printableCharacterIsNotEscaped() {
        assertThat(Unprintable.escaped("a\nb\u001b\n", letter -> letter == '\n'))
                .isEqualTo("a\nb\\u001b\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ssl/orders/%2E | /ssl/orders/%2E",
                "/ssl/a b | /ssl/a%20b",
                "/ssl/\u001b[2J | /ssl/%1B[2J",
                "/ssl/\u0085\u00e4 | /ssl/%85%E4",
                "/ssl/\u20ac | /ssl/%E2%82%AC",
                "/ssl/{id} | /ssl/%7Bid%7D",
            })
    void problemPathIsAUriReference(String path, String reference) {
        assertThat(PathReference.of(path)).isEqualTo(reference);
    }

    @Test
    void errorNameNeverEndsInASurrogateHalf() {
        String cut = new InputError("body", "x".repeat(63) + "\ud83d\ude00" + "y", Detail.REQUIRED.with()).name();

        assertThat(cut).isEqualTo("x".repeat(63) + "…");
        assertThat(new InputError("body", "/\ud800\u0085\u202e\0", Detail.REQUIRED.with()).name())
                .isEqualTo("/????");
    }
}
