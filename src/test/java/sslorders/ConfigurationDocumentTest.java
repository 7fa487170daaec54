package sslorders;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists every configuration key. */
class ConfigurationDocumentTest {

    @Test
    void everyConfigurationKeyIsDocumented() throws Exception {
        String page = Files.readString(Path.of("docs", "configuration.md"));
        List<String> keys = new ArrayList<>();
        for (JavaClass mapping : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("sslorders")) {
            if (mapping.isAnnotatedWith(ConfigMapping.class)) {
                String prefix = mapping.getAnnotationOfType(ConfigMapping.class).prefix();
                add(keys, environmentName(prefix) + "_", mapping.reflect());
            }
        }

        assertThat(keys)
                .contains(
                        "SSL_ORDERS_RELAY_RETRY_FIRST",
                        "…_READ_TIMEOUT",
                        "…_OAUTH_TOKEN_URL",
                        "SSL_ORDERS_WEBHOOK_<NAME>_URL");
        assertThat(keys).allSatisfy(key -> assertThat(page).contains("`" + key));
    }

    /** The page omits the common prefix of CA keys, and shows the kind of key for maps. */
    private static void add(List<String> keys, String prefix, Class<?> mapping) {
        for (Method property : mapping.getDeclaredMethods()) {
            String key = prefix + environmentName(property.getName());
            if (property.getName().equals("authorities")) {
                add(keys, "…_", nested(mapping, "Entry"));
            } else if (property.getName().equals("endpoints")) {
                add(keys, prefix + "<NAME>_", nested(mapping, "Endpoint"));
            } else if (property.getName().equals("oauth")) {
                add(keys, key + "_", nested(mapping.getEnclosingClass(), "OauthConfig"));
            } else if (property.getReturnType().getName().contains("RequiredConfig")) {
                add(keys, key + "_", property.getReturnType());
            } else if (property.getReturnType().equals(Map.class)) {
                keys.add(key + "_<");
            } else if (!property.isSynthetic()) {
                keys.add(key);
            }
        }
    }

    private static Class<?> nested(Class<?> outer, String name) {
        return Optional.of(outer)
                .flatMap(type -> List.of(type.getDeclaredClasses()).stream()
                        .filter(inner -> inner.getSimpleName().equals(name))
                        .findFirst())
                .orElseThrow();
    }

    private static String environmentName(String property) {
        return property.replaceAll("([A-Z])", "_$1").replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }
}
