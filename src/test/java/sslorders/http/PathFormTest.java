package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/ssl/orders", "/ssl/orders/1001", "/ssl/orders/a.b", "/ssl/orders/...", "/ssl/orders/%2Ea", "/x"
            })
    void normalizedPathIsNormal(String path) {
        assertThat(PathForm.isNormal(path)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "/ssl/orders/",
                "//ssl/orders",
                "/ssl//orders",
                "/ssl/orders//",
                "/ssl/orders;v=1",
                "/ssl;x/orders",
                "/ssl/./orders",
                "/ssl/x/../orders",
                "/ssl/orders/%2E",
                "/ssl/orders/%2e%2E",
                "/ssl/orders/.%2e",
                "/ssl/orders/."
            })
    void otherPathIsNotNormal(String path) {
        assertThat(PathForm.isNormal(path)).isFalse();
    }
}
