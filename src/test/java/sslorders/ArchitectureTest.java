package sslorders;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.security.PermissionsAllowed;
import io.restassured.RestAssured;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import sslorders.account.AccountId;
import sslorders.http.NoQueryParameters;
import sslorders.testing.ServiceTest;

class ArchitectureTest {
    private static final Set<String> LIBRARIES = Set.of("config", "text");

    /** From the lowest to the highest, as in docs/architecture.md. */
    private static final List<Set<String>> FLOORS = List.of(
            LIBRARIES,
            Set.of("ca", "database", "error"),
            Set.of("http", "log"),
            Set.of("account", "paging"),
            Set.of("admission", "order"),
            Set.of("resend"));

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("sslorders");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("sslorders");

    @Test
    void thePackageGraphHasNoCycle() {
        slices().matching("sslorders.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that can be understood alone can be changed alone")
                .check(SERVICE);
    }

    @Test
    void eachRoomUsesOnlyItsRowOfTheTable() {
        mayUse("config");
        mayUse("text");
        mayUse("error");
        mayUse("database");
        mayUse("ca");
        mayUse("log", "database");
        mayUse("http", "database", "error");
        mayUse("account", "error", "http", "log");
        mayUse("paging", "error");
        mayUse("admission", "account", "error", "http");
        mayUse("order", "account", "ca", "database", "error", "http", "paging");
        mayUse("resend", "account", "admission", "ca", "database", "error", "http", "log", "order", "paging");
    }

    @Test
    void roomsUseOnlyLowerFloors() {
        Set<String> lower = new TreeSet<>();
        for (Set<String> floor : FLOORS) {
            floor.forEach(room -> mayDependOn(room, lower));
            lower.addAll(floor);
        }
        assertThat(SERVICE.stream()
                        .map(owner -> owner.getPackageName().split("\\."))
                        .filter(name -> name.length > 1)
                        .map(name -> name[1]))
                .as("each package is on a floor")
                .isSubsetOf(lower);
    }

    @Test
    void nothingUsesTheRootPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("sslorders")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("sslorders")
                .because("it has the clock, which is injected")
                .check(SERVICE);
    }

    @Test
    void anAdapterKnowsThePortAndNoOtherAdapter() {
        slices().matching("sslorders.ca.(*)..")
                .should()
                .notDependOnEachOther()
                .because("a CA's quirks are its own")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage("sslorders.ca.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sslorders.config..", "sslorders.text..")
                .because("the port gives an adapter what it needs")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage("sslorders.ca.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.net.http..", "jakarta.ws.rs..")
                .because("CaClient bounds each call and knows whether it was sent")
                .check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackage("sslorders.ca.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("sslorders.ca.*..")
                .because("the port is the only way to a CA")
                .check(SERVICE);
    }

    @Test
    void oneProducerReadsTheTime() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(SystemClock.class)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("a test sets the clock")
                .check(SERVICE);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        fields().should()
                .notBeAnnotatedWith(Inject.class)
                .andShould()
                .notBeAnnotatedWith(ConfigProperty.class)
                .because("a constructor shows what a class needs")
                .check(SERVICE);
    }

    @Test
    void everyOperationReadsOrRejectsQueryParameters() {
        methods()
                .that()
                .areAnnotatedWith(PermissionsAllowed.class)
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith(NoQueryParameters.class)
                .orShould(haveParameter(UriInfo.class))
                .because("a parameter that an operation ignores misleads its client")
                .check(SERVICE);
    }

    @Test
    void everyEndpointNamesItsScopeAndRunsOnAVirtualThread() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith(RunOnVirtualThread.class)
                .because("it blocks on the database and on CAs")
                .check(SERVICE);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Path.class)
                .and()
                .haveModifier(PUBLIC)
                .should()
                .beAnnotatedWith(PermissionsAllowed.class)
                .because("an endpoint without a scope is open to everybody")
                .check(SERVICE);
    }

    @Test
    void everyFinderTakesTheAccountFirst() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAssignableTo(PanacheRepositoryBase.class)
                .and()
                .haveNameMatching("find.*|newest.*|list.*")
                .should(takeTheAccountFirst())
                .because("a query that forgets the account shows another customer's orders")
                .check(SERVICE);
        methods()
                .that()
                .areDeclaredIn("sslorders.resend.ResendHistory")
                .and()
                .areNotPrivate()
                .and()
                .haveNameMatching("find|page|newest|usage")
                .should(takeTheAccountFirst())
                .because("a query that forgets the account shows another customer's resends")
                .check(SERVICE);
        noClasses()
                .that()
                .areNotAssignableTo(PanacheRepositoryBase.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(EntityManager.class)
                .because("queries stand in the repositories")
                .check(SERVICE);
    }

    @Test
    void onlyTheEdgeKnowsHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("sslorders.http..")
                .and()
                .haveSimpleNameNotEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .because("entities, rules and errors are typed; what they are over HTTP is decided in one place")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage("sslorders.error..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.vertx..", "io.quarkus..")
                .because("an error knows no framework")
                .check(SERVICE);
    }

    @Test
    void everyRequestOfTheTestsIsHeldAgainstTheContract() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ServiceTest.class.getName())
                .should()
                .callMethod(RestAssured.class, "given")
                .because("ServiceTest adds the filter that checks the exchange")
                .check(TESTS);
    }

    /** Libraries are below all rooms, so that none of the lowest floor needs another for them. */
    private static void mayUse(String room, String... others) {
        mayDependOn(room, Stream.concat(LIBRARIES.stream(), Stream.of(others)).collect(Collectors.toSet()));
    }

    private static void mayDependOn(String room, Set<String> others) {
        String[] allowed = Stream.concat(Stream.of(room), others.stream())
                .map(name -> "sslorders." + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("sslorders." + room + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("sslorders..").and(resideOutsideOfPackages(allowed)))
                .because("of the table of packages in docs/architecture.md")
                .check(SERVICE);
    }

    private static ArchCondition<JavaMethod> haveParameter(Class<?> type) {
        return new ArchCondition<>("have a parameter " + type.getSimpleName()) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean holds =
                        method.getRawParameterTypes().stream().anyMatch(parameter -> parameter.isEquivalentTo(type));
                events.add(new SimpleConditionEvent(method, holds, method.getFullName()));
            }
        };
    }

    private static ArchCondition<JavaMethod> takeTheAccountFirst() {
        return new ArchCondition<>("take the account first") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean first = !method.getRawParameterTypes().isEmpty()
                        && method.getRawParameterTypes().getFirst().isEquivalentTo(AccountId.class);
                events.add(new SimpleConditionEvent(method, first, method.getDescription()));
            }
        };
    }
}
