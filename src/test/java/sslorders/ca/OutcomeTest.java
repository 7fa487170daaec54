package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import sslorders.ca.Outcome.Reason;

class OutcomeTest {

    @Test
    void reasonsHaveTheirDocumentedNames() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::wireName))
                .containsExactly(
                        "order-not-found",
                        "wrong-state",
                        "no-such-mail",
                        "recipient-differs",
                        "not-supported",
                        "credentials-refused",
                        "other");
    }
}
