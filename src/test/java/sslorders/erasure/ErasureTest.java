package sslorders.erasure;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import sslorders.account.Scopes;
import sslorders.testing.ApiClient;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** Base class for tests of erasures. Order 1001 of acme exists. */
abstract class ErasureTest extends ServiceTest {

    @BeforeEach
    void captureOrder() {
        captured("1001", capture("1001"));
    }

    void caReturns(ResponseDefinitionBuilder response) {
        ca.wireMock().stubFor(any(anyUrl()).willReturn(response));
    }

    /** Makes the CA unavailable, so that each resend is pending. */
    void caIsUnavailable() {
        caReturns(aResponse().withStatus(503));
    }

    /** Returns a client of an ordering system that is limited to an account. */
    static ApiClient asOrderingOf(String account) {
        return asBearer(TestParts.oidc().token(account, Scopes.CAPTURE));
    }

    /** Returns a client whose token has all scopes except capture. */
    static ApiClient asPortal() {
        return as("acme");
    }

    /** Changes the admin e-mail of order 1001. */
    static void changeAddress(String address) {
        asOrdering()
                .capture("1001", with(capture("1001"), "adminEmail", address))
                .then()
                .statusCode(200);
    }

    /** Returns the IDs of all orders, in their order. */
    static List<String> orders() {
        return rows("select id from certificate_order order by id").stream()
                .map(row -> row.get("id"))
                .toList();
    }

    static void assertResends(String column, String... values) {
        assertThat(rows("select " + column + " as value from resend order by requested_at, id"))
                .extracting(row -> row.get("value"))
                .containsExactly(values);
    }

    static Map<String, String> capture(String id, String account) {
        return with(capture(id), "accountId", account);
    }
}
