package sslorders.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.util.Version;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks versions below which a library has a published vulnerability; see SECURITY.md. */
class DependenciesTest {

    @Test
    void nettyHasNoKnownVulnerability() {
        Map<String, Version> artifacts = Version.identify();

        assertThat(artifacts).containsKey("netty-codec-http");
        assertThat(artifacts.values()).allMatch(artifact -> OldestAllowed.isNettyAllowed(artifact.artifactVersion()));
    }

    @ParameterizedTest
    @CsvSource({
        "4.1.137.Final, true",
        "4.1.1000.Final, true",
        "4.2.0.Final, true",
        "4.1.136.Final, false",
        "4.1.13.Final, false",
        "4.0.200.Final, false",
        "4.1.137, false",
        "'', false"
    })
    void nettyBelow137IsNotAllowed(String version, boolean isAllowed) {
        assertThat(OldestAllowed.isNettyAllowed(version)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty-codec-http", "netty-transport-native-epoll"})
    void sbomWithAnOlderNettyIsRejected(String name) throws IOException {
        assertThatThrownBy(() -> Sbom.rejectVulnerable(components(name, "4.1.130.Final")))
                .hasMessageContaining(name + " 4.1.130.Final");
        Sbom.rejectVulnerable(components(name, "4.1.137.Final"));
        Sbom.rejectVulnerable(components("netty-tcnative-classes", "2.0.70.Final"));
    }

    private static ObjectNode components(String name, String version) throws IOException {
        return (ObjectNode) new ObjectMapper()
                .readTree("{\"components\":[{\"group\":\"io.netty\",\"name\":\"%s\",\"version\":\"%s\"}]}"
                        .formatted(name, version));
    }
}
