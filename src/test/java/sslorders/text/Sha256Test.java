package sslorders.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** Example of FIPS 180-2, appendix B.1. */
    @Test
    void digestMatchesTheExampleOfTheStandard() {
        String expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(Sha256.of("abc")).isEqualTo(HexFormat.of().parseHex(expected));
    }

    @Test
    void digestOfPartsEqualsDigestOfWhole() {
        var digest = Sha256.begin();
        digest.update((byte) 'a');
        digest.update(new byte[] {'b', 'c'});

        assertThat(digest.digest()).isEqualTo(Sha256.of("abc"));
    }
}
