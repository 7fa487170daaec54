package sslorders;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Versions below which a library has a published vulnerability: SECURITY.md. */
class DependenciesTest {
    private static final int PATCH = 137;

    private static final Pattern NETTY = Pattern.compile("4\\.1\\.(\\d+)\\.Final");

    @Test
    void nettyHasNoKnownVulnerability() {
        Map<String, Version> artifacts = Version.identify();
        assertThat(artifacts).containsKey("netty-codec-http");
        assertThat(artifacts.values()).allSatisfy(artifact -> {
            Matcher version = NETTY.matcher(artifact.artifactVersion());
            assertThat(version.matches()).as(artifact.toString()).isTrue();
            assertThat(Integer.parseInt(version.group(1)))
                    .as(artifact.toString())
                    .isGreaterThanOrEqualTo(PATCH);
        });
    }
}
