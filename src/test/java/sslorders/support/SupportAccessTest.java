package sslorders.support;

import static org.assertj.core.api.Assertions.assertThat;
import static sslorders.error.ErrorType.FOREIGN_ACCOUNT;
import static sslorders.error.ErrorType.INSUFFICIENT_SCOPE;
import static sslorders.error.ErrorType.NO_ACCOUNT;
import static sslorders.error.ErrorType.UNAUTHORIZED;
import static sslorders.http.ProblemMatcher.isProblem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sslorders.account.Scopes;
import sslorders.testing.ApiClient;
import sslorders.testing.ApiRequest;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** Access to all operations of support agents and operators, also for orders that do not exist. */
@QuarkusTest
class SupportAccessTest extends ServiceTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final List<String> ALL_SCOPES =
            List.of(Scopes.READ, Scopes.RESEND, Scopes.CAPTURE, Scopes.SUPPORT, Scopes.OPERATE);

    /**
     * An operation of the contract.
     *
     * @param path with an ID in place of each parameter
     * @param scopes one of them is sufficient
     */
    record Operation(String method, String path, List<String> scopes) {
        ValidatableResponse send(ApiClient client) {
            ApiRequest request = client.request(method.toUpperCase(Locale.ROOT), path);
            return method.equals("get") || method.equals("delete")
                    ? request.then()
                    : request.body(Map.of()).then();
        }
    }

    /** Returns each operation of the contract twice: for an order that exists, and for one that does not. */
    static Stream<Operation> operations() throws IOException {
        List<Operation> operations = new ArrayList<>();
        JsonNode contract = new YAMLMapper().readTree(Path.of("openapi.yaml").toFile());
        contract.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/ssl/support/"))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> {
                            List<String> scopes = scopes(method.getValue());
                            for (String id : List.of("1001", "no-such-order")) {
                                operations.add(new Operation(
                                        method.getKey(), path.getKey().replaceAll("\\{[A-Za-z]+}", id), scopes));
                            }
                        }));
        return operations.stream().distinct();
    }

    private static List<String> scopes(JsonNode operation) {
        List<String> scopes = new ArrayList<>();
        operation.path("security").forEach(scheme -> scheme.path("oidc").forEach(scope -> scopes.add(scope.asText())));
        assertThat(scopes).isNotEmpty();
        return scopes;
    }

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    @AfterEach
    void assertNothingHappened() {
        assertThat(ca.calls()).isEmpty();
        assertThat(rows("select * from resend")).isEmpty();
        assertThat(rows("select * from operator_action")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void requestWithoutTokenIsUnauthorized(Operation operation) {
        operation.send(asAnonymous()).spec(isProblem(UNAUTHORIZED));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tokenOfAccountIsForbidden(Operation operation) {
        operation.send(as("acme")).statusCode(403);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tokenOfAccountWithAllScopesIsForbidden(Operation operation) {
        operation
                .send(asBearer(TestParts.oidc().token("acme", ALL_SCOPES.toArray(String[]::new))))
                .spec(isProblem(FOREIGN_ACCOUNT));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tokenWithInvalidAccountIsForbidden(Operation operation) {
        operation
                .send(asBearer(TestParts.oidc().token("two words", ALL_SCOPES.toArray(String[]::new))))
                .spec(isProblem(NO_ACCOUNT));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tokenWithOtherScopesIsForbidden(Operation operation) {
        String[] others = ALL_SCOPES.stream()
                .filter(scope -> !operation.scopes().contains(scope))
                .toArray(String[]::new);

        operation.send(asBearer(TestParts.oidc().token(null, others))).spec(isProblem(INSUFFICIENT_SCOPE));
    }
}
