package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/** Checks the registered serializer: the JSON itself is the same with the default serializer. */
@QuarkusTest
class InstantsOverHttpTest extends ServiceTest {
    @Inject
    ObjectMapper json;

    @Test
    void objectMapperUsesFastInstantSerializer() throws Exception {
        Class<?> writer = json.getSerializerProviderInstance()
                .findValueSerializer(Instant.class)
                .getClass();

        assertThat(writer.getEnclosingClass()).isEqualTo(FastInstantSerializer.class);
    }
}
