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
import org.junit.jupiter.params.ParameterizedTest;
import sslorders.account.AccountId;
import sslorders.http.NoQueryParameters;
import sslorders.http.OperatorOperation;
import sslorders.http.PublicOperation;
import sslorders.testing.ServiceTest;

class ArchitectureTest {
    private static final Set<String> LIBRARIES = Set.of("config", "text");

    /** The packages from the lowest floor to the highest, as in docs/architecture.md. */
    private static final List<Set<String>> FLOORS = List.of(
            LIBRARIES,
            Set.of("ca", "database", "error"),
            Set.of("http", "log"),
            Set.of("account", "help", "paging"),
            Set.of("admission", "event", "pause"),
            Set.of("order", "webhook"),
            Set.of("resend"),
            Set.of("erasure", "support"),
            Set.of("page"),
            Set.of("command"));

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("sslorders");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("sslorders");

    @Test
    void packageGraphHasNoCycle() {
        slices().matching("sslorders.(**)")
                .should()
                .beFreeOfCycles()
                .because("a cycle makes it impossible to change one package alone")
                .check(SERVICE);
    }

    @Test
    void packageUsesOnlyDocumentedPackages() {
        allow("config");
        allow("text");
        allow("error");
        allow("database");
        allow("ca");
        allow("log", "database");
        allow("http", "database", "error");
        allow("account", "error", "http", "log");
        allow("help", "error", "http");
        allow("paging", "error");
        allow("admission", "account", "error", "http");
        allow("event", "account", "database", "error", "http", "paging");
        allow("order", "account", "ca", "database", "error", "event", "http", "paging");
        allow("pause", "account", "ca", "database", "error", "http");
        allow(
                "resend",
                "account",
                "admission",
                "ca",
                "database",
                "error",
                "event",
                "http",
                "log",
                "order",
                "paging",
                "pause");
        allow("webhook", "account", "database", "event");
        allow(
                "support",
                "account",
                "admission",
                "ca",
                "database",
                "error",
                "http",
                "order",
                "paging",
                "pause",
                "resend");
        allow("erasure", "account", "admission", "database", "error", "http", "order", "resend");
        allow("page", "account", "ca", "error", "http", "order", "paging", "pause", "resend", "support");
        allow("command", "ca", "database", "webhook");
    }

    @Test
    void packageUsesOnlyLowerFloors() {
        Set<String> lower = new TreeSet<>();
        for (Set<String> floor : FLOORS) {
            floor.forEach(packageName -> allowDependencies(packageName, lower));
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
    void noPackageUsesRootPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("sslorders")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("sslorders")
                .because("the clock, its only class, is injected")
                .check(SERVICE);
    }

    @Test
    void adapterUsesOnlyThePort() {
        slices().matching("sslorders.ca.(*)..")
                .should()
                .notDependOnEachOther()
                .because("adapters of different CAs share no code")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage("sslorders.ca.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sslorders.config..", "sslorders.text..")
                .because("the port provides all that an adapter needs")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage("sslorders.ca.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.net.http..", "jakarta.ws.rs..")
                .because("CaClient limits each call and reports whether it was sent")
                .check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackage("sslorders.ca.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("sslorders.ca.*..")
                .because("other packages call a CA only through the port")
                .check(SERVICE);
    }

    @Test
    void onlyOneProducerReadsTheSystemTime() {
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
                .because("tests set the clock")
                .check(SERVICE);
    }

    @Test
    void noFieldIsInjected() {
        fields().should()
                .notBeAnnotatedWith(Inject.class)
                .andShould()
                .notBeAnnotatedWith(ConfigProperty.class)
                .because("a constructor shows the dependencies of its class")
                .check(SERVICE);
    }

    @Test
    void operationReadsOrRejectsQueryParameters() {
        methods()
                .that()
                .areAnnotatedWith(PermissionsAllowed.class)
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith(NoQueryParameters.class)
                .orShould(haveParameter(UriInfo.class))
                .because("an ignored parameter misleads the client")
                .check(SERVICE);
    }

    @Test
    void endpointHasScopeAndVirtualThread() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith(RunOnVirtualThread.class)
                .because("it blocks during calls to the database and to CAs")
                .check(SERVICE);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Path.class)
                .and()
                .haveModifier(PUBLIC)
                .should()
                .beAnnotatedWith(PermissionsAllowed.class)
                .orShould()
                .beAnnotatedWith(PublicOperation.class)
                .because("an endpoint without a scope needs no access token")
                .check(SERVICE);
    }

    @Test
    void operatorEndpointRejectsTokensOfAccounts() {
        classes()
                .that()
                .resideInAPackage("sslorders.support..")
                .or()
                .haveSimpleName("SupportPageResource")
                .and()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith(OperatorOperation.class)
                .because("a customer must not reach orders of other accounts, even with a wrong scope")
                .check(SERVICE);
    }

    @Test
    void finderTakesAccountFirst() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAssignableTo(PanacheRepositoryBase.class)
                .and()
                .haveNameMatching("find.*|newest.*|list.*")
                .should(takeAccountFirst())
                .because("a query without an account returns orders of other customers")
                .check(SERVICE);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveNameMatching(
                        "sslorders.resend.(ResendHistory|AccountResends|NewestResends)|sslorders.order.AddressChanges")
                .and()
                .areNotPrivate()
                .and()
                .haveNameMatching("find|page|newest|usage")
                .should(takeAccountFirst())
                .because("a query without an account returns resends of other customers")
                .check(SERVICE);
        noClasses()
                .that()
                .areNotAssignableTo(PanacheRepositoryBase.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(EntityManager.class)
                .because("only repositories contain queries")
                .check(SERVICE);
    }

    @Test
    void onlySupportFindsOrdersOfAllAccounts() {
        noClasses()
                .that()
                .resideOutsideOfPackages("sslorders.order..", "sslorders.support..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("sslorders.order.OrderSearch")
                .because("all other callers act for one account")
                .check(SERVICE);
    }

    @Test
    void onlyHttpPackageUsesHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages("sslorders.http..", "sslorders.page..")
                .and()
                .haveSimpleNameNotEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .because("only one package maps typed errors to HTTP")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage("sslorders.error..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.vertx..", "io.quarkus..")
                .because("error types do not depend on a framework")
                .check(SERVICE);
    }

    @Test
    void requestsOfTestsAreCheckedAgainstContract() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ServiceTest.class.getName())
                .should()
                .callMethod(RestAssured.class, "given")
                .because("ServiceTest adds the filter that checks each exchange")
                .check(TESTS);
    }

    @Test
    void testNamesHaveAtMost50Characters() {
        methods()
                .that()
                .areAnnotatedWith(Test.class)
                .or()
                .areAnnotatedWith(ParameterizedTest.class)
                .should()
                .haveNameMatching(".{1,50}")
                .because("a test name states one condition and one result")
                .check(TESTS);
    }

    /** Allows a package to use these packages, itself and the libraries. */
    private static void allow(String packageName, String... others) {
        allowDependencies(
                packageName,
                Stream.concat(LIBRARIES.stream(), Stream.of(others)).collect(Collectors.toSet()));
    }

    private static void allowDependencies(String packageName, Set<String> others) {
        String[] allowed = Stream.concat(Stream.of(packageName), others.stream())
                .map(name -> "sslorders." + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("sslorders." + packageName + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("sslorders..").and(resideOutsideOfPackages(allowed)))
                .because("the table in docs/architecture.md lists the allowed dependencies")
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

    private static ArchCondition<JavaMethod> takeAccountFirst() {
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
