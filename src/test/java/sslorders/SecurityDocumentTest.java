package sslorders;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** SECURITY.md says which test shows that a threat is met. */
class SecurityDocumentTest {

    @Test
    void everyTestThatTheThreatModelNamesIsThere() throws IOException {
        Set<String> tests = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests()).importPackages("sslorders").stream()
                        .flatMap(test -> test.getMethods().stream())
                        .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                        .collect(Collectors.toSet());
        List<String> named = Pattern.compile("`(\\w+(?:Test|IT)\\.\\w+)`")
                .matcher(Files.readString(Path.of("SECURITY.md")))
                .results()
                .map(name -> name.group(1))
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(tests).contains(name));
    }
}
