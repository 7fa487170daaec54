package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The endpoints of the code are exactly the operations of the contract. */
class ContractEndpointsTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @Test
    void endpointsEqualOperationsOfContract() {
        assertThat(operationsOfCode()).isNotEmpty().isEqualTo(operationsOfContract());
    }

    private static Set<String> operationsOfContract() {
        Set<String> operations = new TreeSet<>();
        Contract.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    /** Returns the operations of all classes with a path. */
    private static Set<String> operationsOfCode() {
        Set<String> operations = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("sslorders")) {
            // The page is not a part of the API.
            if (type.isAnnotatedWith(Path.class) && !type.getPackageName().equals("sslorders.page")) {
                for (JavaMethod method : type.getMethods()) {
                    method.getAnnotations().stream()
                            .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                            .forEach(annotation ->
                                    operations.add(annotation.getRawType().getSimpleName() + " " + path(type, method)));
                }
            }
        }
        return operations;
    }

    private static String path(JavaClass type, JavaMethod method) {
        String base = type.getAnnotationOfType(Path.class).value();
        return base + method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
    }
}
