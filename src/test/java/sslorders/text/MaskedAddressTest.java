package sslorders.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedAddressTest {
    @ParameterizedTest
    @CsvSource({
        "admin@acme.example, ***@acme.example",
        "a@b, ***@b",
        "a@b@c, ***@c",
        "admin@, ***@",
        "adm, ***",
        "no address, ***"
    })
    void maskedAddressKeepsOnlyTheDomain(String address, String masked) {
        assertThat(MaskedAddress.of(address)).isEqualTo(masked);
    }
}
