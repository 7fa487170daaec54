package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/** What is written is the same either way, so only this tells whether the service has them. */
@QuarkusTest
class InstantsOverHttpTest extends ServiceTest {
    @Inject
    ObjectMapper json;

    @Test
    void timesAreWrittenByThemAndNotByTheModulesOfQuarkus() throws Exception {
        Class<?> writer = json.getSerializerProviderInstance()
                .findValueSerializer(Instant.class)
                .getClass();

        assertThat(writer.getEnclosingClass()).isEqualTo(FastInstantSerializer.class);
    }
}
