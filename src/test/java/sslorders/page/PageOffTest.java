package sslorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.testing.ServiceTest;

/** Without the switch, the page does not exist. */
@QuarkusTest
class PageOffTest extends ServiceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/ssl/orders",
                "/console/ssl/orders/resend",
                "/console/logout",
                "/console/support",
                "/console/support/order/resend"
            })
    void pathOfThePageIsUnknown(String path) {
        Response page = asAnonymous().get(path).send();
        Response unknown = asAnonymous().get("/nowhere").send();

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.jsonPath().getString("type"))
                .isEqualTo(unknown.jsonPath().getString("type"));
        assertThat(page.jsonPath().getString("detail"))
                .isEqualTo(unknown.jsonPath().getString("detail"));
        assertThat(page.headers().asList())
                .extracting(header -> header.getName())
                .isEqualTo(unknown.headers().asList().stream()
                        .map(header -> header.getName())
                        .toList())
                .doesNotContain("Set-Cookie", "Location", "set-cookie", "location");
        assertThat(asAnonymous().request("POST", path).send().statusCode()).isEqualTo(404);
    }
}
