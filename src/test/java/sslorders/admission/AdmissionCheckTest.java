package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionCheckTest {
    @Test
    void shareOfAFewIsAtLeastOne() {
        assertThat(AdmissionCheck.part("account-share", 0.1, 4)).isEqualTo(1);
        assertThat(AdmissionCheck.part("account-share", 0.5, 9)).isEqualTo(4);
        assertThat(AdmissionCheck.part("account-share", 1, 9)).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
    void impossibleShareStopsTheStart(double share) {
        assertThatThrownBy(() -> AdmissionCheck.part("account-share", share, 9))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("ssl-orders.admission.account-share: must be more than 0 and at most 1");
    }

    @Test
    void impossibleNumberStopsTheStart() {
        assertThatThrownBy(() -> AdmissionCheck.atLeastOne("max-reads", 0))
                .hasMessage("ssl-orders.admission.max-reads: must be at least 1");
        assertThatThrownBy(() -> AdmissionCheck.positive("response-timeout", Duration.ZERO))
                .hasMessage("ssl-orders.admission.response-timeout: must be positive");
    }
}
