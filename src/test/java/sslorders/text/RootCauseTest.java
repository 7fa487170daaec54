package sslorders.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RootCauseTest {

    @Test
    void lastCauseIsReturned() {
        Throwable root = new IOException("broken pipe");

        assertThat(RootCause.of(new IllegalStateException(new RuntimeException(root))))
                .isSameAs(root);
        assertThat(RootCause.of(root)).isSameAs(root);
    }

    @Test
    void circularCausesTerminate() {
        Throwable first = new IOException("first");
        Throwable second = new IOException("second", first);
        first.initCause(second);

        assertThat(RootCause.of(first)).isIn(first, second);
    }
}
