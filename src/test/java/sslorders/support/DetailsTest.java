package sslorders.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetailsTest {

    @Test
    void factsAreJoined() {
        assertThat(Details.of(List.of(Details.named("a", Optional.of(1)), Details.named("b", Optional.empty()))))
                .contains("a=1");
        assertThat(Details.of(List.of(Details.named("a", Optional.of(1)), Details.named("c", Optional.of("x")))))
                .contains("a=1, c=x");
        assertThat(Details.of(List.of(Details.named("b", Optional.empty())))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"agent-7, agent-7", "admin@acme.example, ***@acme.example", "a@b@c, ***@c", "@, ***@"})
    void localPartIsMasked(String value, String masked) {
        assertThat(Details.masked(value)).isEqualTo(masked);
    }
}
