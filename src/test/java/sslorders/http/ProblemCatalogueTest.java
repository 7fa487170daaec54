package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sslorders.error.ErrorType;

class ProblemCatalogueTest {

    @ParameterizedTest
    @EnumSource
    void everyTypeIsAClientOrServerErrorWithATitle(ErrorType type) {
        ProblemCatalogue.Entry entry = ProblemCatalogue.of(type);

        assertThat(entry.status()).isBetween(400, 599);
        assertThat(entry.title()).isNotBlank().doesNotEndWith(".");
        assertThat(type.slug()).matches("[a-z]+(-[a-z]+)*");
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsInTheContract(ErrorType type) throws IOException {
        assertThat(Files.readString(Path.of("openapi.yaml")))
                .containsAnyOf("urn:ssl-orders:problem:" + type.slug() + "\n", "`" + type.slug() + "`");
    }
}
