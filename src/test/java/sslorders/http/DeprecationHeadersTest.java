package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sslorders.error.ServiceException;
import sslorders.testing.ServiceTest;

/** The headers of deprecated operations, on a resource of this test. */
@QuarkusTest
class DeprecationHeadersTest extends ServiceTest {

    @Path("/test/deprecation")
    public static class Operations {

        @GET
        @Path("/deprecated")
        @DeprecatedOperation(since = "2027-01-15")
        public String deprecated() {
            return "";
        }

        @GET
        @Path("/sunset")
        @DeprecatedOperation(since = "2027-01-15", sunset = "2028-02-01")
        public String sunset() {
            return "";
        }

        @GET
        @Path("/failing")
        @DeprecatedOperation(since = "2027-01-15", sunset = "2028-02-01")
        public String failing() {
            throw ServiceException.orderNotFound();
        }

        @GET
        @Path("/current")
        public String current() {
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "deprecated, 200, @1799971200,",
        "sunset, 200, @1799971200, 'Tue, 01 Feb 2028 00:00:00 GMT'",
        "failing, 404, @1799971200, 'Tue, 01 Feb 2028 00:00:00 GMT'",
        "current, 200,,",
    })
    void headersAreThoseOfTheAnnotation(String operation, int status, String deprecation, String sunset) {
        Response response = RestAssured.get("/test/deprecation/" + operation);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.header("Deprecation")).isEqualTo(deprecation);
        assertThat(response.header("Sunset")).isEqualTo(sunset);
    }

    @Test
    void ordinaryOperationHasNoDeprecationHeaders() {
        Response response = as("acme").orders().send();

        assertThat(response.header("Deprecation")).isNull();
        assertThat(response.header("Sunset")).isNull();
    }
}
