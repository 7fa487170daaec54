package sslorders.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedeliverArgumentsTest {

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-26T09:00:00Z", "2026-11-26T10:00:00+01:00", "2026-11-26T09:00:00.000Z"})
    void endpointAndTimeAreRead(String since) {
        assertThat(RedeliverArguments.parse(List.of("acme", since)))
                .isEqualTo(new RedeliverArguments("acme", Instant.parse("2026-11-26T09:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-26", "2026-11-26T09:00:00", "1764147600", ""})
    void otherTimeIsInvalid(String since) {
        assertThatThrownBy(() -> RedeliverArguments.parse(List.of("acme", since)))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith(since);
    }

    @Test
    void otherNumberOfArgumentsIsInvalid() {
        assertThatThrownBy(() -> RedeliverArguments.parse(List.of())).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> RedeliverArguments.parse(List.of("acme"))).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> RedeliverArguments.parse(List.of("acme", "2026-11-26T09:00:00Z", "x")))
                .isInstanceOf(UsageException.class);
    }
}
