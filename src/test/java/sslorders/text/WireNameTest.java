package sslorders.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class WireNameTest {
    private enum Example {
        WITH_ID_IN_IT
    }

    @Test
    void nameIsKebabCase() {
        assertThat(WireName.of(Example.WITH_ID_IN_IT)).isEqualTo("with-id-in-it");
    }

    @Test
    void nameDoesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(WireName.of(Example.WITH_ID_IN_IT)).isEqualTo("with-id-in-it");
        } finally {
            Locale.setDefault(before);
        }
    }
}
